package dev.quorate.core;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** TLA+'s sequences, where Java's lists are not enough: indices begin at 1. */
public final class Sequences {
    private Sequences() {}

    /** A list for who may not look at it: it is made each time somebody asks what it has. */
    public static <T> List<T> lazy(Supplier<List<T>> make) {
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return make.get().get(index);
            }

            @Override
            public int size() {
                return make.get().size();
            }

            @Override
            public Iterator<T> iterator() {
                return make.get().iterator();
            }
        };
    }

    /**
     * SubSeq: the elements from index {@code from} to index {@code to}, both included; empty if there are none. Costs one
     * access for each element, wherever they stand: a persistent list's own {@code subList} walks there from the front.
     */
    public static <T> List<T> subSeq(List<T> sequence, int from, int to) {
        List<T> elements = new ArrayList<>(Math.max(0, to - from + 1));
        for (int i = from; i <= to; i++) {
            elements.add(sequence.get(i - 1));
        }
        return Collections.unmodifiableList(elements);
    }
}
