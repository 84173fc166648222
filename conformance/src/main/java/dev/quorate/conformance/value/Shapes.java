package dev.quorate.conformance.value;

import dev.quorate.core.Atom;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The shapes of the types that one codec is made of; no other codec sees them before they are complete. */
final class Shapes {
    private final Map<Type, Shape> known = new HashMap<>();
    private final boolean textAtoms;

    Shapes(boolean textAtoms) {
        this.textAtoms = textAtoms;
    }

    Shape of(Type type, String where) {
        Shape shape = known.get(type);
        if (shape == null) {
            // A type may be made of itself: it is known, by this reference, before it is complete.
            Reference reference = new Reference();
            known.put(type, reference);
            shape = newShape(type, where);
            reference.target = shape;
            known.put(type, shape);
        }
        return shape;
    }

    private Shape newShape(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Set.class) {
                return new SetShape(of(arguments[0], where));
            } else if (generic.getRawType() == List.class) {
                return new ListShape(of(arguments[0], where));
            } else if (generic.getRawType() == Map.class) {
                return new MapShape(of(arguments[0], where), of(arguments[1], where));
            } else if (generic.getRawType() == Optional.class) {
                if (arguments[0] instanceof ParameterizedType content && content.getRawType() == Optional.class) {
                    throw new IllegalArgumentException(
                            where + " is an Optional of an Optional, of which " + Codec.ABSENT + " could be either");
                }
                return new OptionalShape(of(arguments[0], where));
            }
        } else if (type instanceof Class<?> c) {
            if (c == int.class || c == Integer.class) {
                return new IntShape();
            } else if (c == long.class || c == Long.class) {
                return new LongShape();
            } else if (c == boolean.class || c == Boolean.class) {
                return new BooleanShape();
            } else if (c == String.class) {
                return new StringShape();
            } else if (c.isEnum()) {
                return new EnumShape(c);
            } else if (Atom.class.isAssignableFrom(c) && c.isRecord()) {
                return new AtomShape(c, textAtoms);
            } else if (c.isRecord()) {
                return new RecordShape(c, this);
            } else if (c.isSealed()) {
                return new SealedShape(c, this);
            }
        }
        throw new IllegalArgumentException(where + " has the type " + type.getTypeName()
                + ", which has no TLA+ value; use records, sealed interfaces, enums, Set, List, Map, Optional, numbers, "
                + "booleans, strings and atoms");
    }

    /** Where a value is within another, for messages; made into text only if there is one. */
    record Place(Place within, String before, Object name, String after) {
        static Place of(String root) {
            return new Place(null, root, "", "");
        }

        Place with(String opening, Object step, String closing) {
            return new Place(this, opening, step, closing);
        }

        @Override
        public String toString() {
            return (within == null ? "" : within.toString()) + before + name + after;
        }
    }

    /** One type's two directions. {@code path} is for messages. */
    interface Shape {
        Object decode(Value value, Place path);

        Value encode(Object object, Place path);
    }

    private static final class Reference implements Shape {
        private Shape target;

        @Override
        public Object decode(Value value, Place path) {
            return target.decode(value, path);
        }

        @Override
        public Value encode(Object object, Place path) {
            return target.encode(object, path);
        }
    }

    static Shape resolved(Shape shape) {
        return shape instanceof Reference reference ? reference.target : shape;
    }

    static Value encode(Shape shape, Object object, Place path) {
        if (object == null) {
            throw new IllegalArgumentException(path + " is null, which has no TLA+ value");
        }
        return shape.encode(object, path);
    }

    private static final class IntShape implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (value instanceof Value.Int integer && integer.value() == (int) integer.value()) {
                return (int) integer.value();
            }
            throw new MismatchException(path.toString(), "an integer of 32 bits", value);
        }

        @Override
        public Value encode(Object object, Place path) {
            return Value.of((int) object);
        }
    }

    private static final class LongShape implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (value instanceof Value.Int integer) {
                return integer.value();
            }
            throw new MismatchException(path.toString(), "an integer", value);
        }

        @Override
        public Value encode(Object object, Place path) {
            return Value.of((long) object);
        }
    }

    private static final class BooleanShape implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (value instanceof Value.Bool bool) {
                return bool.value();
            }
            throw new MismatchException(path.toString(), "TRUE or FALSE", value);
        }

        @Override
        public Value encode(Object object, Place path) {
            return Value.of((boolean) object);
        }
    }

    private static final class StringShape implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (value instanceof Value.Str string) {
                return string.value();
            }
            throw new MismatchException(path.toString(), "a string", value);
        }

        @Override
        public Value encode(Object object, Place path) {
            return Value.of((String) object);
        }
    }

    private static final class EnumShape implements Shape {
        private final Map<String, Object> constants = new LinkedHashMap<>();
        private final Map<Object, Value> values = new HashMap<>();
        private final String wanted;

        EnumShape(Class<?> type) {
            for (Object constant : type.getEnumConstants()) {
                String name = Arrays.stream(((Enum<?>) constant).name().split("_"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
                if (constants.put(name, constant) != null) {
                    throw new IllegalArgumentException(
                            type.getSimpleName() + " has two constants that are both \"" + name + '"');
                }
                values.put(constant, Value.of(name));
            }
            wanted = type.getSimpleName() + " (one of " + String.join(", ", constants.keySet()) + ")";
        }

        @Override
        public Object decode(Value value, Place path) {
            Object constant = value instanceof Value.Str string ? constants.get(string.value()) : null;
            if (constant == null) {
                throw new MismatchException(path.toString(), wanted, value);
            }
            return constant;
        }

        @Override
        public Value encode(Object object, Place path) {
            return values.get(object);
        }
    }

    private static final class AtomShape implements Shape {
        private final Class<?> type;
        private final Constructor<?> constructor;
        private final boolean text;

        AtomShape(Class<?> type, boolean text) {
            this.text = text;
            RecordComponent[] components = type.getRecordComponents();
            if (components.length != 1 || components[0].getType() != String.class) {
                throw new IllegalArgumentException(type.getSimpleName() + " is an Atom, but not a record of one name");
            }
            this.type = type;
            constructor = constructor(type);
        }

        @Override
        public Object decode(Value value, Place path) {
            String name = null;
            if (text && value instanceof Value.Str string) {
                name = string.value();
            } else if (!text && value instanceof Value.ModelValue model) {
                name = model.name();
            }
            if (name == null || name.equals(Codec.ABSENT)) {
                throw new MismatchException(
                        path.toString(),
                        (text ? "a string" : "a model value") + " other than " + Codec.ABSENT + ", for "
                                + type.getSimpleName(),
                        value);
            }
            return make(constructor, path, name);
        }

        @Override
        public Value encode(Object object, Place path) {
            String name = ((Atom) object).name();
            if (name == null || name.equals(Codec.ABSENT)) {
                throw new IllegalArgumentException(
                        path + " is an atom of the name " + name + ", which no atom can have");
            }
            return text ? Value.of(name) : Value.model(name);
        }
    }

    private record SetShape(Shape element) implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (!(value instanceof Value.SetValue set)) {
                throw new MismatchException(path.toString(), "a set", value);
            }
            Set<Object> elements = new LinkedHashSet<>();
            for (Value member : set.elements()) {
                if (!elements.add(element.decode(member, path.with("{}", "", "")))) {
                    throw new MismatchException(
                            path.toString(), "a set of which no two elements are the same in Java", value);
                }
            }
            return Collections.unmodifiableSet(elements);
        }

        @Override
        public Value encode(Object object, Place path) {
            List<Value> elements = new ArrayList<>();
            for (Object member : (Set<?>) object) {
                elements.add(Shapes.encode(element, member, path.with("{}", "", "")));
            }
            return Value.set(elements);
        }
    }

    record ListShape(Shape element) implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (!(value instanceof Value.Seq sequence)) {
                throw new MismatchException(path.toString(), "a sequence", value);
            }
            List<Object> elements = new ArrayList<>();
            for (Value member : sequence.elements()) {
                elements.add(element.decode(member, path.with("[", elements.size() + 1, "]")));
            }
            return Collections.unmodifiableList(elements);
        }

        @Override
        public Value encode(Object object, Place path) {
            List<Value> elements = new ArrayList<>();
            for (Object member : (List<?>) object) {
                elements.add(Shapes.encode(element, member, path.with("[", elements.size() + 1, "]")));
            }
            return Value.sequence(elements);
        }
    }

    private record MapShape(Shape key, Shape result) implements Shape {
        @Override
        public Object decode(Value value, Place path) {
            if (!value.isFunction()) {
                throw new MismatchException(path.toString(), "a function", value);
            }
            Map<Object, Object> mappings = new HashMap<>();
            value.asMappings().forEach((argument, mapped) -> {
                Object decoded = key.decode(argument, path.with(", an argument", "", ""));
                if (mappings.put(decoded, result.decode(mapped, path.with("[", argument, "]"))) != null) {
                    throw new MismatchException(
                            path.toString(), "a function of which no two arguments are the same in Java", value);
                }
            });
            return Collections.unmodifiableMap(mappings);
        }

        @Override
        public Value encode(Object object, Place path) {
            Map<Value, Value> mappings = new HashMap<>();
            ((Map<?, ?>) object).forEach((argument, mapped) -> {
                Value encoded = Shapes.encode(key, argument, path.with(", an argument", "", ""));
                mappings.put(encoded, Shapes.encode(result, mapped, path.with("[", encoded, "]")));
            });
            return Value.function(mappings);
        }
    }

    private record OptionalShape(Shape content) implements Shape {
        private static final Value NONE = Value.model(Codec.ABSENT);

        @Override
        public Object decode(Value value, Place path) {
            return value.equals(NONE) ? Optional.empty() : Optional.of(content.decode(value, path));
        }

        @Override
        public Value encode(Object object, Place path) {
            return ((Optional<?>) object)
                    .map(present -> content.encode(present, path))
                    .orElse(NONE);
        }
    }

    static final class RecordShape implements Shape {
        private static final Value EMPTY = Value.record(Map.of());

        record Field(String name, Shape shape, Method accessor) {}

        private final String name;
        final List<Field> fields = new ArrayList<>();
        private final Set<String> names = new TreeSet<>();
        private final boolean typed;
        private final Constructor<?> constructor;

        RecordShape(Class<?> type, Shapes shapes) {
            name = type.getSimpleName();
            typed = isPermitted(type);
            constructor = constructor(type);
            for (RecordComponent component : type.getRecordComponents()) {
                Shape shape = shapes.of(component.getGenericType(), name + "." + component.getName());
                component.getAccessor().setAccessible(true);
                fields.add(new Field(component.getName(), shape, component.getAccessor()));
                names.add(component.getName());
            }
            if (typed && !names.add("type")) {
                throw new IllegalArgumentException(name + ".type stands in the way of the field that names the type");
            }
        }

        @Override
        public Object decode(Value value, Place path) {
            SortedMap<String, Value> found = value instanceof Value.Rec record ? record.fields() : new TreeMap<>();
            boolean isRecord = value instanceof Value.Rec || value.equals(EMPTY);
            if (!isRecord || !found.keySet().equals(names)) {
                throw new MismatchException(path.toString(), name + " with the fields " + names, value);
            }
            if (typed && !found.get("type").equals(Value.of(name))) {
                throw new MismatchException(path.with(".type", "", "").toString(), '"' + name + '"', found.get("type"));
            }
            Object[] arguments = new Object[fields.size()];
            for (int i = 0; i < arguments.length; i++) {
                Field field = fields.get(i);
                arguments[i] = field.shape.decode(found.get(field.name), path.with(".", field.name, ""));
            }
            return make(constructor, path, arguments);
        }

        @Override
        public Value encode(Object object, Place path) {
            SortedMap<String, Value> values = new TreeMap<>();
            for (Field field : fields) {
                try {
                    Object component = field.accessor.invoke(object);
                    values.put(field.name, Shapes.encode(field.shape, component, path.with(".", field.name, "")));
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(name + "." + field.name + " cannot be read", e);
                }
            }
            if (typed) {
                values.put("type", Value.of(name));
            }
            return Value.record(values);
        }

        private static boolean isPermitted(Class<?> type) {
            return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
        }
    }

    private static final class SealedShape implements Shape {
        private final Class<?> type;
        private final Map<String, Shape> permitted = new LinkedHashMap<>();

        SealedShape(Class<?> type, Shapes shapes) {
            this.type = type;
            Set<Class<?>> records = new LinkedHashSet<>();
            addRecords(type, records);
            for (Class<?> member : records) {
                if (permitted.put(member.getSimpleName(), shapes.of(member, type.getSimpleName())) != null) {
                    throw new IllegalArgumentException(
                            type.getSimpleName() + " permits two records of the name " + member.getSimpleName());
                }
            }
        }

        private static void addRecords(Class<?> type, Set<Class<?>> records) {
            for (Class<?> subclass : type.getPermittedSubclasses()) {
                if (subclass.isInterface() && subclass.isSealed()) {
                    addRecords(subclass, records);
                } else if (subclass.isRecord() && !Atom.class.isAssignableFrom(subclass)) {
                    records.add(subclass);
                } else {
                    throw new IllegalArgumentException(type.getSimpleName() + " permits " + subclass.getSimpleName()
                            + ", which is neither a record with a type nor a sealed interface");
                }
            }
        }

        @Override
        public Object decode(Value value, Place path) {
            Value name = value instanceof Value.Rec record ? record.fields().get("type") : null;
            Shape shape = name instanceof Value.Str string ? permitted.get(string.value()) : null;
            if (shape == null) {
                throw new MismatchException(
                        path.toString(), type.getSimpleName() + " with a type of " + permitted.keySet(), value);
            }
            return shape.decode(value, path);
        }

        @Override
        public Value encode(Object object, Place path) {
            return permitted.get(object.getClass().getSimpleName()).encode(object, path);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Object make(Constructor<?> constructor, Place path, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new MismatchException(
                    path.toString(),
                    "a valid " + constructor.getDeclaringClass().getSimpleName(),
                    "one that its constructor refuses: " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }
}
