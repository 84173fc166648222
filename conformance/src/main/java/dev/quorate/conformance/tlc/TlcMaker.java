package dev.quorate.conformance.tlc;

import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import util.UniqueString;

/**
 * Makes TLC's own values, sharing what it can with those that are there: values are immutable once they are made. What it makes
 * is whole and normalized, never lazy: some versions of TLC take lazy values apart wrongly.
 */
public final class TlcMaker {
    private TlcMaker() {}

    /** TLC's value of a tree. */
    public static Object of(Value value) {
        return make(value);
    }

    private static tlc2.value.impl.Value make(Value value) {
        if (value instanceof Value.Int integer) {
            return IntValue.gen(Math.toIntExact(integer.value()));
        } else if (value instanceof Value.Bool bool) {
            return bool.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
        } else if (value instanceof Value.Str string) {
            return new StringValue(string.value());
        } else if (value instanceof Value.ModelValue model) {
            return ModelValue.make(model.name());
        } else if (value instanceof Value.Seq sequence) {
            return new TupleValue(
                    sequence.elements().stream().map(TlcMaker::make).toArray(tlc2.value.impl.Value[]::new));
        } else if (value instanceof Value.SetValue set) {
            return new SetEnumValue(
                            set.elements().stream().map(TlcMaker::make).toArray(tlc2.value.impl.Value[]::new), false)
                    .normalize();
        } else if (value instanceof Value.Rec record) {
            UniqueString[] names = new UniqueString[record.fields().size()];
            tlc2.value.impl.Value[] values = new tlc2.value.impl.Value[names.length];
            int i = 0;
            for (Map.Entry<String, Value> field : record.fields().entrySet()) {
                names[i] = UniqueString.uniqueStringOf(field.getKey());
                values[i] = make(field.getValue());
                i++;
            }
            return new RecordValue(names, values, false).normalize();
        }
        List<tlc2.value.impl.Value> domain = new ArrayList<>();
        List<tlc2.value.impl.Value> values = new ArrayList<>();
        ((Value.Fun) value).mappings().forEach((argument, result) -> {
            domain.add(make(argument));
            values.add(make(result));
        });
        return new FcnRcdValue(
                        domain.toArray(new tlc2.value.impl.Value[0]),
                        values.toArray(new tlc2.value.impl.Value[0]),
                        false)
                .normalize();
    }

    /**
     * A record with another value in one field.
     *
     * @throws IllegalArgumentException if it is no record with this field
     */
    public static Object with(Object record, String field, Object value) {
        if (record instanceof RecordValue rec) {
            for (int i = 0; i < rec.names.length; i++) {
                if (rec.names[i].toString().equals(field)) {
                    tlc2.value.impl.Value[] values = rec.values.clone();
                    values[i] = (tlc2.value.impl.Value) value;
                    return new RecordValue(rec.names, values, true);
                }
            }
        }
        throw new IllegalArgumentException("expected a record with a field " + field + ", found " + record);
    }

    /**
     * The first elements of a sequence, and others after them.
     *
     * @throws IllegalArgumentException if it is no sequence of so many elements
     */
    public static Object extended(Object sequence, int keep, List<Value> append) {
        if (!(sequence instanceof TupleValue tuple) || tuple.elems.length < keep) {
            throw new IllegalArgumentException(
                    "expected a sequence of at least " + keep + " elements, found " + sequence);
        }
        tlc2.value.impl.Value[] elements = Arrays.copyOf(tuple.elems, keep + append.size());
        for (int i = 0; i < append.size(); i++) {
            elements[keep + i] = make(append.get(i));
        }
        return new TupleValue(elements);
    }

    /** A function of the same domain with other results, in the order of {@link TlcValues#keys}. */
    public static Object withResults(Object function, Object[] results) {
        if (results.length == 0) {
            return function;
        }
        return new FcnRcdValue(
                ((FcnRcdValue) function).domain,
                Arrays.copyOf(results, results.length, tlc2.value.impl.Value[].class),
                true);
    }

    /** A set without some elements, and with others. */
    public static Object changed(Object set, List<Object> without, List<Object> with) {
        List<tlc2.value.impl.Value> elements = new ArrayList<>();
        for (Object element : TlcValues.elements(set)) {
            if (without.stream().noneMatch(gone -> same(gone, element))) {
                elements.add((tlc2.value.impl.Value) element);
            }
        }
        for (Object added : with) {
            // By halves, in the order in which TLC keeps the elements of a set.
            int low = 0;
            int high = elements.size();
            int order = 1;
            while (low < high && order != 0) {
                int middle = (low + high) >>> 1;
                order = elements.get(middle).compareTo(added);
                if (order < 0) {
                    low = middle + 1;
                } else if (order > 0) {
                    high = middle;
                }
            }
            if (order != 0) {
                elements.add(low, (tlc2.value.impl.Value) added);
            }
        }
        return new SetEnumValue(elements.toArray(new tlc2.value.impl.Value[0]), true);
    }

    /**
     * The same value, whole: no part of it is lazy.
     *
     * @param known a value that is whole; what is shared with it is not looked through again
     */
    public static Object whole(Object value, Object known) {
        if (value == known
                || value instanceof IntValue
                || value instanceof StringValue
                || value instanceof ModelValue
                || value instanceof BoolValue) {
            return value;
        } else if (value instanceof RecordValue record) {
            tlc2.value.impl.Value[] values = whole(
                    record.values,
                    known instanceof RecordValue other && other.names.length == record.names.length
                            ? other.values
                            : new tlc2.value.impl.Value[0]);
            // Names of its own: TLC sorts a record in place, its names with its values.
            return values == record.values
                    ? value
                    : new RecordValue(record.names.clone(), values, record.isNormalized());
        } else if (value instanceof TupleValue tuple) {
            tlc2.value.impl.Value[] elements =
                    whole(tuple.elems, known instanceof TupleValue other ? other.elems : new tlc2.value.impl.Value[0]);
            return elements == tuple.elems ? value : new TupleValue(elements);
        } else if (value instanceof SetEnumValue set) {
            tlc2.value.impl.Value[] elements =
                    Arrays.copyOf(TlcValues.elements(set), set.elems.size(), tlc2.value.impl.Value[].class);
            tlc2.value.impl.Value[] whole = whole(elements, new tlc2.value.impl.Value[0]);
            return whole == elements ? value : new SetEnumValue(whole, true);
        } else if (value instanceof FcnRcdValue function && isOfPairs(function)) {
            function.normalize();
            tlc2.value.impl.Value[] domain = whole(function.domain, new tlc2.value.impl.Value[0]);
            tlc2.value.impl.Value[] results = whole(function.values, new tlc2.value.impl.Value[0]);
            return domain == function.domain && results == function.values
                    ? value
                    : new FcnRcdValue(domain, results, true);
        }
        return make(TlcValues.toValue(value));
    }

    /** Not a sequence, and no record, which have forms of their own. */
    private static boolean isOfPairs(FcnRcdValue function) {
        return function.domain != null && function.domain.length > 0 && function.domain[0] instanceof TupleValue;
    }

    private static tlc2.value.impl.Value[] whole(tlc2.value.impl.Value[] values, tlc2.value.impl.Value[] known) {
        tlc2.value.impl.Value[] copy = values;
        for (int i = 0; i < values.length; i++) {
            Object whole = whole(values[i], i < known.length ? known[i] : null);
            if (whole != values[i]) {
                copy = copy == values ? values.clone() : copy;
                copy[i] = (tlc2.value.impl.Value) whole;
            }
        }
        return copy;
    }

    /** TLA+'s equality, which looks through nothing that both values share. */
    public static boolean same(Object one, Object other) {
        if (one == other) {
            return true;
        } else if (one instanceof IntValue a && other instanceof IntValue b) {
            return a.val == b.val;
        } else if (one instanceof StringValue a && other instanceof StringValue b) {
            return a.val == b.val || a.val.equals(b.val);
        } else if (one instanceof RecordValue a && other instanceof RecordValue b && Arrays.equals(a.names, b.names)) {
            return same(a.values, b.values);
        } else if (one instanceof TupleValue a && other instanceof TupleValue b) {
            return a.elems.length == b.elems.length && same(a.elems, b.elems);
        } else if (one instanceof SetEnumValue && other instanceof SetEnumValue) {
            // In the one order that TLC keeps them in.
            Object[] ones = TlcValues.elements(one);
            Object[] others = TlcValues.elements(other);
            return ones.length == others.length && same(ones, others);
        }
        return TlcValues.toValue(one).equals(TlcValues.toValue(other));
    }

    private static boolean same(Object[] ones, Object[] others) {
        for (int i = 0; i < ones.length; i++) {
            if (!same(ones[i], others[i])) {
                return false;
            }
        }
        return true;
    }
}
