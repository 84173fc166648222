package dev.quorate.conformance.value;

import java.util.Map;

/**
 * A 64-bit hash of a TLA+ value, equal for equal values whatever holds them: this package's tree, or TLC's own objects,
 * which are never turned into a tree only to be recognised. A set is the sum of its elements and a function that of its
 * mappings, so that no order is needed; a sequence is the function from 1..n that it is, a record the function from strings.
 *
 * <p>Mixing: the finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014).
 */
public final class Fingerprint {
    private static final long INT = 0x9AE16A3B2F90404FL;
    private static final long BOOL = 0xC949C7DEFEEC7C25L;
    private static final long STRING = 0xB492B66FBE98F273L;
    private static final long MODEL = 0x8648DBBC94D49B8DL;
    private static final long SET = 0xE7037ED1A0B428DBL;
    private static final long FUNCTION = 0xA0761D6478BD642FL;

    private Fingerprint() {}

    public static long of(Value value) {
        if (value instanceof Value.Int integer) {
            return ofInt(integer.value());
        } else if (value instanceof Value.Bool bool) {
            return ofBool(bool.value());
        } else if (value instanceof Value.Str string) {
            return ofString(string.value());
        } else if (value instanceof Value.ModelValue model) {
            return ofModelValue(model.name());
        } else if (value instanceof Value.SetValue set) {
            long sum = 0;
            for (Value element : set.elements()) {
                sum += mix(of(element));
            }
            return ofSet(sum);
        } else if (value instanceof Value.Seq sequence) {
            long sum = 0;
            for (int i = 0; i < sequence.elements().size(); i++) {
                sum += pair(ofInt(i + 1), of(sequence.elements().get(i)));
            }
            return ofFunction(sum);
        } else if (value instanceof Value.Rec record) {
            long sum = 0;
            for (Map.Entry<String, Value> field : record.fields().entrySet()) {
                sum += pair(ofString(field.getKey()), of(field.getValue()));
            }
            return ofFunction(sum);
        }
        long sum = 0;
        for (Map.Entry<Value, Value> mapping : ((Value.Fun) value).mappings().entrySet()) {
            sum += pair(of(mapping.getKey()), of(mapping.getValue()));
        }
        return ofFunction(sum);
    }

    public static long ofInt(long value) {
        return mix(value ^ INT);
    }

    public static long ofBool(boolean value) {
        return mix(value ? ~BOOL : BOOL);
    }

    public static long ofString(String value) {
        return ofText(value, STRING);
    }

    public static long ofModelValue(String name) {
        return ofText(name, MODEL);
    }

    /**
     * A set.
     *
     * @param sum the sum of the {@link #mix mixed} fingerprints of the elements
     */
    public static long ofSet(long sum) {
        return mix(sum + SET);
    }

    /**
     * A function.
     *
     * @param sum the sum of the {@link #pair pairs} of the fingerprints of arguments and results
     */
    public static long ofFunction(long sum) {
        return mix(sum + FUNCTION);
    }

    /** Two fingerprints as one; their order matters. */
    public static long pair(long first, long second) {
        return mix(mix(first) + 0x9E3779B97F4A7C15L + second * 0xD6E8FEB86659FD93L);
    }

    public static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long ofText(String text, long salt) {
        // Mixed at once: the empty text would otherwise hash to 0, and {""} like {}.
        long hash = mix(salt) + text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash + text.charAt(i));
        }
        return mix(hash ^ salt);
    }
}
