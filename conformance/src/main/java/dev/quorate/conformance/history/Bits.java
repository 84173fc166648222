package dev.quorate.conformance.history;

/** Small sets of small numbers, as arrays of words. */
final class Bits {
    private Bits() {}

    static long[] empty(int size) {
        return new long[(size + 63) >> 6];
    }

    static boolean has(long[] set, int element) {
        return (set[element >> 6] & 1L << element) != 0;
    }

    static void add(long[] set, int element) {
        set[element >> 6] |= 1L << element;
    }

    static void remove(long[] set, int element) {
        set[element >> 6] &= ~(1L << element);
    }

    static boolean isSubset(long[] small, long[] large) {
        for (int i = 0; i < small.length; i++) {
            if ((small[i] & ~large[i]) != 0) {
                return false;
            }
        }
        return true;
    }
}
