package dev.quorate.conformance.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How often what has happened: events, faults, and what is notable in a protocol. */
public final class Statistics {
    private final Map<String, long[]> counts = new HashMap<>();

    /** Counts a thing. */
    public void count(String what) {
        add(what, 1);
    }

    void add(String what, long number) {
        counts.computeIfAbsent(what, key -> new long[1])[0] += number;
    }

    /** Keeps the greatest of the numbers given for a thing. */
    void greatest(String what, long number) {
        long[] count = counts.computeIfAbsent(what, key -> new long[1]);
        count[0] = Math.max(count[0], number);
    }

    /** How often; 0 if never. */
    public long of(String what) {
        long[] count = counts.get(what);
        return count == null ? 0 : count[0];
    }

    /** All counts, by name. */
    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((what, count) -> all.put(what, count[0]));
        return all;
    }
}
