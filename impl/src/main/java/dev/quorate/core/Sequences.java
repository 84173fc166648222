package dev.quorate.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** TLA+'s sequences, where Java's lists are not enough: indices begin at 1. */
public final class Sequences {
    private Sequences() {}

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
