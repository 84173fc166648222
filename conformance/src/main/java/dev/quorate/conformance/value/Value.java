package dev.quorate.conformance.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A TLA+ value. {@code equals} is TLA+'s equality: a function from 1..n is a sequence, a function from strings is a record,
 * and the empty sequence is the empty function and the empty record. So a function is made with {@link #function} or {@link
 * #record}, which give it its one form. {@code toString} is TLA+ text, the same for equal values.
 */
public sealed interface Value {
    /** An integer. */
    record Int(long value) implements Value {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** TRUE or FALSE. */
    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /** A string. */
    record Str(String value) implements Value {
        @Override
        public String toString() {
            return '"' + escaped() + '"';
        }

        private String escaped() {
            return value.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t")
                    .replace("\r", "\\r")
                    .replace("\f", "\\f");
        }
    }

    /** A model value: equal to itself only. */
    record ModelValue(String name) implements Value {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A finite set. */
    record SetValue(Set<Value> elements) implements Value {
        public SetValue {
            elements = Collections.unmodifiableSet(new HashSet<>(elements));
        }

        @Override
        public String toString() {
            return elements.stream().map(Value::toString).sorted().collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** A sequence; the empty one is the empty function, too. */
    record Seq(List<Value> elements) implements Value {
        public Seq {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /** A record that has a field. */
    record Rec(SortedMap<String, Value> fields) implements Value {
        public Rec {
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("the empty record is the empty sequence: use Value.record");
            }
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + " |-> " + field.getValue())
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A function that is neither a sequence nor a record. */
    record Fun(Map<Value, Value> mappings) implements Value {
        public Fun {
            if (isSequence(mappings.keySet()) || isRecord(mappings.keySet())) {
                throw new IllegalArgumentException("a sequence or a record: use Value.function");
            }
            mappings = Collections.unmodifiableMap(new HashMap<>(mappings));
        }

        @Override
        public String toString() {
            return mappings.entrySet().stream()
                    .map(mapping -> mapping.getKey() + " :> " + mapping.getValue())
                    .sorted()
                    .collect(Collectors.joining(" @@ ", "(", ")"));
        }
    }

    static Value of(long value) {
        return new Int(value);
    }

    static Value of(boolean value) {
        return new Bool(value);
    }

    static Value of(String value) {
        return new Str(value);
    }

    static Value model(String name) {
        return new ModelValue(name);
    }

    static Value set(Collection<? extends Value> elements) {
        return new SetValue(new HashSet<>(elements));
    }

    static Value sequence(List<? extends Value> elements) {
        return new Seq(List.copyOf(elements));
    }

    static Value record(Map<String, ? extends Value> fields) {
        return fields.isEmpty() ? new Seq(List.of()) : new Rec(new TreeMap<>(fields));
    }

    /** The function with these mappings, in its one form. */
    static Value function(Map<? extends Value, ? extends Value> mappings) {
        Set<? extends Value> domain = mappings.keySet();
        if (isSequence(domain)) {
            return new Seq(IntStream.rangeClosed(1, domain.size())
                    .mapToObj(i -> (Value) mappings.get(new Int(i)))
                    .toList());
        } else if (isRecord(domain)) {
            SortedMap<String, Value> fields = new TreeMap<>();
            mappings.forEach((name, value) -> fields.put(((Str) name).value(), value));
            return new Rec(fields);
        }
        return new Fun(new HashMap<>(mappings));
    }

    /** This value as the mappings of a function; empty if it is a function with no mapping, or no function. */
    default Map<Value, Value> asMappings() {
        Map<Value, Value> mappings = new HashMap<>();
        if (this instanceof Fun function) {
            return function.mappings();
        } else if (this instanceof Seq sequence) {
            for (int i = 0; i < sequence.elements().size(); i++) {
                mappings.put(new Int(i + 1), sequence.elements().get(i));
            }
        } else if (this instanceof Rec record) {
            record.fields().forEach((name, value) -> mappings.put(new Str(name), value));
        }
        return mappings;
    }

    /** Whether this is a function, a sequence or a record. */
    default boolean isFunction() {
        return this instanceof Fun || this instanceof Seq || this instanceof Rec;
    }

    /** This value with other values in the place of some: of model values, as a rule. */
    default Value rename(Map<Value, Value> names) {
        Value renamed = names.get(this);
        if (renamed != null) {
            return renamed;
        } else if (this instanceof SetValue set) {
            return set(set.elements().stream()
                    .map(element -> element.rename(names))
                    .toList());
        } else if (this instanceof Seq sequence) {
            return sequence(sequence.elements().stream()
                    .map(element -> element.rename(names))
                    .toList());
        } else if (this instanceof Rec record) {
            SortedMap<String, Value> fields = new TreeMap<>();
            record.fields().forEach((name, value) -> fields.put(name, value.rename(names)));
            return new Rec(fields);
        } else if (this instanceof Fun function) {
            Map<Value, Value> mappings = new HashMap<>();
            function.mappings().forEach((key, value) -> mappings.put(key.rename(names), value.rename(names)));
            return function(mappings);
        }
        return this;
    }

    /** The model values in this value, in no order. */
    default Set<String> modelValues() {
        Set<String> names = new HashSet<>();
        List<Value> todo = new ArrayList<>(List.of(this));
        while (!todo.isEmpty()) {
            Value value = todo.remove(todo.size() - 1);
            if (value instanceof ModelValue model) {
                names.add(model.name());
            } else if (value instanceof SetValue set) {
                todo.addAll(set.elements());
            } else if (value.isFunction()) {
                value.asMappings().forEach((key, mapped) -> todo.addAll(List.of(key, mapped)));
            }
        }
        return names;
    }

    private static boolean isSequence(Set<? extends Value> domain) {
        return IntStream.rangeClosed(1, domain.size()).allMatch(i -> domain.contains(new Int(i)));
    }

    private static boolean isRecord(Set<? extends Value> domain) {
        return !domain.isEmpty() && domain.stream().allMatch(Str.class::isInstance);
    }
}
