package dev.quorate.conformance.tlc;

import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import util.UniqueString;

/**
 * Reads TLC's own values, without turning them into anything unless asked. Touches only public fields that TLC 1.7.3 and
 * 1.8 share. A value of a class that is not known here, a lazy one as a rule, is read from its text.
 */
public final class TlcValues {
    private static final Prints STRINGS = new Prints(Fingerprint::ofString);
    private static final Prints MODEL_VALUES = new Prints(Fingerprint::ofModelValue);

    /** The fingerprints of texts, by the numbers that TLC gives to its unique strings. */
    private static final class Prints {
        private final ToLongFunction<String> fingerprint;

        /** 0 where none is known yet. Replaced, never shrunk; a lost update costs a computation. */
        private volatile long[] known = new long[256];

        Prints(ToLongFunction<String> fingerprint) {
            this.fingerprint = fingerprint;
        }

        long of(UniqueString text) {
            int number = text.getTok();
            long[] prints = known;
            if (number < prints.length && prints[number] != 0) {
                return prints[number];
            }
            long print = fingerprint.applyAsLong(text.toString());
            if (number >= prints.length) {
                prints = Arrays.copyOf(prints, Integer.highestOneBit(number) * 2);
                known = prints;
            }
            prints[number] = print;
            return print;
        }
    }

    private TlcValues() {}

    /** The same as {@link Fingerprint#of} of the same value. */
    public static long fingerprint(Object value) {
        if (value instanceof IntValue integer) {
            return Fingerprint.ofInt(integer.val);
        } else if (value instanceof StringValue string) {
            return STRINGS.of(string.val);
        } else if (value instanceof ModelValue model) {
            return MODEL_VALUES.of(model.val);
        } else if (value instanceof BoolValue bool) {
            return Fingerprint.ofBool(bool.val);
        } else if (value instanceof RecordValue record) {
            long sum = 0;
            for (int i = 0; i < record.names.length; i++) {
                sum += Fingerprint.pair(STRINGS.of(record.names[i]), fingerprint(record.values[i]));
            }
            return Fingerprint.ofFunction(sum);
        } else if (value instanceof TupleValue tuple) {
            long sum = 0;
            for (int i = 0; i < tuple.elems.length; i++) {
                sum += Fingerprint.pair(Fingerprint.ofInt(i + 1), fingerprint(tuple.elems[i]));
            }
            return Fingerprint.ofFunction(sum);
        } else if (value instanceof FcnRcdValue function) {
            Object[] keys = keys(function);
            long sum = 0;
            for (int i = 0; i < keys.length; i++) {
                sum += Fingerprint.pair(fingerprint(keys[i]), fingerprint(function.values[i]));
            }
            return Fingerprint.ofFunction(sum);
        } else if (value instanceof SetEnumValue set) {
            // TLC may keep an element twice until it needs the set in order; elements() does not.
            long sum = 0;
            for (Object element : elements(set)) {
                sum += Fingerprint.mix(fingerprint(element));
            }
            return Fingerprint.ofSet(sum);
        } else if (value instanceof FcnLambdaValue lazy) {
            return fingerprint(lazy.toFcnRcd());
        }
        return Fingerprint.of(toValue(value));
    }

    /**
     * The fingerprint of a record, some of whose fields may hold one of these values, whose fingerprints are known.
     *
     * @param values what is known, by identity
     * @param prints its fingerprints
     */
    public static long fingerprint(Object value, Object[] values, long[] prints) {
        if (!(value instanceof RecordValue record)) {
            return fingerprint(value);
        }
        long sum = 0;
        for (int i = 0; i < record.names.length; i++) {
            sum += Fingerprint.pair(STRINGS.of(record.names[i]), known(record.values[i], values, prints));
        }
        return Fingerprint.ofFunction(sum);
    }

    /** The fingerprint of a value that may be one of those known. */
    public static long known(Object value, Object[] values, long[] prints) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return prints[i];
            }
        }
        return fingerprint(value);
    }

    /** A value as a tree. */
    public static Value toValue(Object value) {
        if (value instanceof IntValue integer) {
            return Value.of(integer.val);
        } else if (value instanceof StringValue string) {
            return Value.of(string.val.toString());
        } else if (value instanceof ModelValue model) {
            return Value.model(model.val.toString());
        } else if (value instanceof BoolValue bool) {
            return Value.of(bool.val);
        } else if (value instanceof RecordValue record) {
            Map<String, Value> fields = new TreeMap<>();
            for (int i = 0; i < record.names.length; i++) {
                fields.put(record.names[i].toString(), toValue(record.values[i]));
            }
            return Value.record(fields);
        } else if (value instanceof TupleValue tuple) {
            return Value.sequence(toValues(tuple.elems));
        } else if (value instanceof FcnRcdValue function) {
            Object[] keys = keys(function);
            Map<Value, Value> mappings = new HashMap<>();
            for (int i = 0; i < keys.length; i++) {
                mappings.put(toValue(keys[i]), toValue(function.values[i]));
            }
            return Value.function(mappings);
        } else if (value instanceof SetEnumValue set) {
            return Value.set(toValues(elements(set)));
        } else if (value instanceof FcnLambdaValue lazy) {
            return toValue(lazy.toFcnRcd());
        }
        return ValueParser.parse(value.toString());
    }

    /** Whether it is a set. */
    public static boolean isSet(Object value) {
        return value instanceof SetEnumValue;
    }

    /** The domain of a function, sequence or record; {@link #values} has the results in the same order. */
    public static Object[] keys(Object value) {
        if (value instanceof FcnRcdValue function) {
            if (function.domain != null) {
                return function.domain;
            }
            IntervalValue interval = function.intv;
            Object[] keys = new Object[function.values.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = IntValue.gen(interval.low + i);
            }
            return keys;
        } else if (value instanceof TupleValue tuple) {
            Object[] keys = new Object[tuple.elems.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = IntValue.gen(i + 1);
            }
            return keys;
        } else if (value instanceof FcnLambdaValue lazy) {
            return keys(lazy.toFcnRcd());
        }
        throw new IllegalArgumentException("expected a function or a sequence, found " + value);
    }

    /** The results of a function or sequence. */
    public static Object[] values(Object value) {
        if (value instanceof FcnRcdValue function) {
            return function.values;
        } else if (value instanceof TupleValue tuple) {
            return tuple.elems;
        } else if (value instanceof FcnLambdaValue lazy) {
            return values(lazy.toFcnRcd());
        }
        throw new IllegalArgumentException("expected a function or a sequence, found " + value);
    }

    /** The elements of a set, each once. */
    public static Object[] elements(Object value) {
        if (value instanceof SetEnumValue set) {
            if (!set.isNormalized()) {
                set.normalize();
            }
            Object[] elements = new Object[set.elems.size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = set.elems.elementAt(i);
            }
            return elements;
        }
        throw new IllegalArgumentException("expected a set of messages, found " + value);
    }

    /** A field of a record; null if there is none of that name. */
    public static Object field(Object value, String name) {
        if (value instanceof RecordValue record) {
            for (int i = 0; i < record.names.length; i++) {
                if (record.names[i].toString().equals(name)) {
                    return record.values[i];
                }
            }
        }
        return null;
    }

    private static List<Value> toValues(Object[] values) {
        List<Value> converted = new ArrayList<>(values.length);
        for (Object value : values) {
            converted.add(toValue(value));
        }
        return converted;
    }
}
