package dev.quorate.conformance.exploration;

import dev.quorate.conformance.model.Renaming;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The distinct values of one kind that occur in states of the world: local states, messages, ghosts. There are few of them,
 * whereas there are many states of the world; so a state of the world is a handful of numbers, and a value is fingerprinted
 * once, under each renaming of the nodes.
 *
 * @param <T> the kind
 */
final class Parts<T> extends AbstractList<T> {
    private final Codec<T> codec;
    private final Renaming renaming;
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private final List<long[]> prints = new ArrayList<>();

    Parts(Codec<T> codec, Renaming renaming) {
        this.codec = codec;
        this.renaming = renaming;
    }

    /** The number of a value, a new one if it has not occurred before. */
    int number(T value) {
        Integer known = numbers.putIfAbsent(value, values.size());
        if (known != null) {
            return known;
        }
        values.add(value);
        prints.add(prints(codec.encode(value), Fingerprint::of));
        return values.size() - 1;
    }

    /** The fingerprints of a value under each renaming, the identity first. */
    long[] prints(Value value, ToLongFunction<Value> fingerprint) {
        List<Map<Value, Value>> others = renaming.others();
        long[] prints = new long[others.size() + 1];
        prints[0] = fingerprint.applyAsLong(value);
        for (int i = 0; i < others.size(); i++) {
            prints[i + 1] = fingerprint.applyAsLong(value.rename(others.get(i)));
        }
        return prints;
    }

    long[] prints(int number) {
        return prints.get(number);
    }

    @Override
    public T get(int number) {
        return values.get(number);
    }

    @Override
    public int size() {
        return values.size();
    }
}
