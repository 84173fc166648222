package dev.quorate.conformance.validation;

import dev.quorate.conformance.value.Fingerprint;

/**
 * The last line on which each message is received, by the message's fingerprint: 24 bytes for each, at most twice that. If two
 * messages have one fingerprint, one may be kept in the network for longer than it is needed, which changes no verdict, or be
 * dropped too early, which then shows as a message that nobody sent; for a million messages that has a probability of
 * 2<sup>-25</sup>.
 */
final class Receipts {
    private long[] keys = new long[1024];
    private int[] lines = new int[1024];
    private int size;

    /** The message is received in this run of the log, on a line after all that were put before. */
    void put(int run, long message, int line) {
        if (2 * size > keys.length) {
            grow();
        }
        long key = key(run, message);
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        lines[slot] = line;
    }

    /** The last line on which the message is received in this run; 0 if there is none. */
    int last(int run, long message) {
        return lines[slot(key(run, message))];
    }

    private static long key(int run, long message) {
        long key = Fingerprint.pair(message, run);
        return key == 0 ? 1 : key;
    }

    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldLines = lines;
        keys = new long[2 * oldKeys.length];
        lines = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                lines[slot] = oldLines[i];
            }
        }
    }
}
