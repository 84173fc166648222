package dev.quorate.conformance.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What was measured, round by round, and the medians of it. */
public final class Measurements {
    private final List<Integer> levels;
    private final Map<String, Map<Integer, List<Level>>> systems = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final List<Double> oneFile = new ArrayList<>();
    private final List<Double> threeFiles = new ArrayList<>();

    Measurements(List<Integer> levels) {
        this.levels = List.copyOf(levels);
    }

    void add(String system, Level level) {
        systems.computeIfAbsent(system, name -> new LinkedHashMap<>())
                .computeIfAbsent(level.clients(), clients -> new ArrayList<>())
                .add(level);
    }

    void addDisk(double forcesOfOne, double forcesOfThree) {
        oneFile.add(forcesOfOne);
        threeFiles.add(forcesOfThree);
    }

    void fail(String system, String why) {
        failures.put(system, why);
    }

    boolean hasFailed(String system) {
        return failures.containsKey(system);
    }

    /** Why systems failed, by their names. */
    public Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    List<Integer> levels() {
        return levels;
    }

    /** The systems of which there is something, in the order in which they were measured. */
    List<String> systems() {
        return List.copyOf(systems.keySet());
    }

    /** The rounds of a system at a level. */
    List<Level> rounds(String system, int clients) {
        return List.copyOf(systems.getOrDefault(system, Map.of()).getOrDefault(clients, List.of()));
    }

    /** The median of the rounds; empty if there are none. */
    OptionalDouble median(String system, int clients, ToDoubleFunction<Level> what) {
        return median(rounds(system, clients).stream().mapToDouble(what));
    }

    /** The same of what may be unknown; empty if it is in any round. */
    OptionalDouble medianOf(String system, int clients, Function<Level, OptionalDouble> what) {
        List<OptionalDouble> values = rounds(system, clients).stream().map(what).toList();
        return values.stream().allMatch(OptionalDouble::isPresent)
                ? median(values.stream().mapToDouble(OptionalDouble::getAsDouble))
                : OptionalDouble.empty();
    }

    /** Operations of all rounds that were not acknowledged. */
    long errors(String system, int clients) {
        return rounds(system, clients).stream().mapToLong(Level::errors).sum();
    }

    /** Forces a second of one file. */
    OptionalDouble forcesOfOne() {
        return median(oneFile.stream().mapToDouble(Double::doubleValue));
    }

    /** Forces a second of three files at once, together. */
    OptionalDouble forcesOfThree() {
        return median(threeFiles.stream().mapToDouble(Double::doubleValue));
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int half = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }
}
