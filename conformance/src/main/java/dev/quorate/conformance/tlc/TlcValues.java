package dev.quorate.conformance.tlc;

import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tlc2.value.impl.BoolValue;
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
    /** The fingerprints of strings and of model values, by TLC's own unique string. */
    private static final Map<UniqueString, Long> STRINGS = new ConcurrentHashMap<>();

    private static final Map<UniqueString, Long> MODEL_VALUES = new ConcurrentHashMap<>();

    private TlcValues() {}

    /** The same as {@link Fingerprint#of} of the same value. */
    public static long fingerprint(Object value) {
        if (value instanceof IntValue integer) {
            return Fingerprint.ofInt(integer.val);
        } else if (value instanceof StringValue string) {
            return ofString(string.val);
        } else if (value instanceof ModelValue model) {
            return MODEL_VALUES.computeIfAbsent(model.val, name -> Fingerprint.ofModelValue(name.toString()));
        } else if (value instanceof BoolValue bool) {
            return Fingerprint.ofBool(bool.val);
        } else if (value instanceof RecordValue record) {
            long sum = 0;
            for (int i = 0; i < record.names.length; i++) {
                sum += Fingerprint.pair(ofString(record.names[i]), fingerprint(record.values[i]));
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
        }
        return Fingerprint.of(toValue(value));
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
        }
        return ValueParser.parse(value.toString());
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
        }
        throw new IllegalArgumentException("expected a function from nodes to their states, found " + value);
    }

    /** The results of a function or sequence. */
    public static Object[] values(Object value) {
        if (value instanceof FcnRcdValue function) {
            return function.values;
        } else if (value instanceof TupleValue tuple) {
            return tuple.elems;
        }
        throw new IllegalArgumentException("expected a function from nodes to their states, found " + value);
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

    private static long ofString(UniqueString text) {
        return STRINGS.computeIfAbsent(text, string -> Fingerprint.ofString(string.toString()));
    }

    private static List<Value> toValues(Object[] values) {
        List<Value> converted = new ArrayList<>(values.length);
        for (Object value : values) {
            converted.add(toValue(value));
        }
        return converted;
    }
}
