package dev.quorate.conformance.value;

import dev.quorate.core.Atom;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * Carries TLA+ values to Java objects and back, by the Java types alone:
 *
 * <table>
 * <caption>What corresponds to what</caption>
 * <tr><td>record class</td><td>record with exactly its components as fields; one that a sealed interface permits has a
 *     field {@code type} as well, its simple name</td></tr>
 * <tr><td>sealed interface</td><td>record whose field {@code type} names the record class, one that it permits itself or
 *     through another sealed interface</td></tr>
 * <tr><td>{@link Atom}</td><td>model value of that name, which is not {@link #ABSENT}</td></tr>
 * <tr><td>enum</td><td>string; {@code READ_ONLY} is "ReadOnly"</td></tr>
 * <tr><td>{@code Set}, {@code List}, {@code Map}</td><td>set, sequence, function</td></tr>
 * <tr><td>{@code Optional}</td><td>the value, or the model value {@link #ABSENT}</td></tr>
 * <tr><td>{@code int}, {@code long}, {@code boolean}, {@code String}</td><td>integer, TRUE or FALSE, string</td></tr>
 * </table>
 *
 * <p>Where a text knows no model values, as in a log, atoms are strings: {@link #ofText}.
 *
 * @param <T> the Java type
 */
public final class Codec<T> {
    /** The name of the model value that stands for an absent one. */
    public static final String ABSENT = "None";

    private final Shapes.Shape shape;
    private final Shapes.Place root;

    private Codec(Shapes.Shape shape, Shapes.Place root) {
        this.shape = shape;
        this.root = root;
    }

    /**
     * The codec of a type.
     *
     * @throws IllegalArgumentException if the type, or one that it is made of, is none of the above
     */
    public static <T> Codec<T> of(Class<T> type) {
        return new Codec<>(new Shapes(false).of(type, type.getSimpleName()), Shapes.Place.of(type.getSimpleName()));
    }

    /** The codec of a type whose atoms are strings in TLA+, not model values. An absent value is a model value still. */
    public static <T> Codec<T> ofText(Class<T> type) {
        return new Codec<>(new Shapes(true).of(type, type.getSimpleName()), Shapes.Place.of(type.getSimpleName()));
    }

    /**
     * One component of a record class.
     *
     * @param codec the codec of its type
     */
    public record Component(String name, Codec<Object> codec, Method accessor) {
        /** This component of a record. */
        public Object of(Object object) {
            try {
                return accessor.invoke(object);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(accessor + " cannot be called", e);
            }
        }
    }

    /** The components of a record class, in its order; none if the type is not one. */
    public List<Component> components() {
        return shape instanceof Shapes.RecordShape record
                ? record.fields.stream()
                        .map(field -> new Component(
                                field.name(),
                                new Codec<>(Shapes.resolved(field.shape()), root.with(".", field.name(), "")),
                                field.accessor()))
                        .toList()
                : List.of();
    }

    /** The codec of the elements of a {@code List}; empty if the type is not one. */
    public Optional<Codec<Object>> elements() {
        return shape instanceof Shapes.ListShape list
                ? Optional.of(new Codec<>(Shapes.resolved(list.element()), root.with("[]", "", "")))
                : Optional.empty();
    }

    /**
     * The Java object for a value.
     *
     * @throws MismatchException if the value does not fit
     */
    @SuppressWarnings("unchecked") // The shape is of T, by construction.
    public T decode(Value value) {
        return (T) shape.decode(value, root);
    }

    /**
     * The value for a Java object.
     *
     * @throws IllegalArgumentException if the object, or a part of it, is null or an atom of the name {@link #ABSENT}
     */
    public Value encode(T object) {
        return Shapes.encode(shape, object, root);
    }
}
