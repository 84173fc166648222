package dev.quorate.conformance.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where two values differ, field by field. */
public final class Differences {
    private final String wantedBy;
    private final String foundIn;
    private final List<String> lines = new ArrayList<>();

    private Differences(String wantedBy, String foundIn) {
        this.wantedBy = wantedBy;
        this.foundIn = foundIn;
    }

    /**
     * One line for each difference; none if the values are equal.
     *
     * @param path what the values are, such as {@code nodes[n1]}
     * @param wantedBy names who says {@code wanted}, such as {@code spec}
     * @param foundIn names who says {@code found}, such as {@code code}
     */
    public static List<String> between(String path, Value wanted, Value found, String wantedBy, String foundIn) {
        Differences differences = new Differences(wantedBy, foundIn);
        differences.compare(path, wanted, found);
        return List.copyOf(differences.lines);
    }

    private void compare(String path, Value wanted, Value found) {
        if (wanted.equals(found)) {
            return;
        }
        if (wanted instanceof Value.SetValue one && found instanceof Value.SetValue other) {
            String onlyWanted = without(one, other);
            String onlyFound = without(other, one);
            lines.add(path + ": only " + wantedBy + " has " + onlyWanted + ", only " + foundIn + " has " + onlyFound);
        } else if (wanted.isFunction() && found.isFunction() && sameArguments(wanted, found)) {
            Map<Value, Value> other = found.asMappings();
            wanted.asMappings().entrySet().stream()
                    .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                    .forEach(mapping ->
                            compare(step(path, mapping.getKey()), mapping.getValue(), other.get(mapping.getKey())));
        } else {
            lines.add(path + ": " + wantedBy + " " + wanted + ", " + foundIn + " " + found);
        }
    }

    private static boolean sameArguments(Value one, Value other) {
        return one.asMappings().keySet().equals(other.asMappings().keySet());
    }

    private static String step(String path, Value argument) {
        return argument instanceof Value.Str field ? path + "." + field.value() : path + "[" + argument + "]";
    }

    private static String without(Value.SetValue set, Value.SetValue other) {
        Set<String> only = new TreeSet<>();
        set.elements().stream()
                .filter(element -> !other.elements().contains(element))
                .forEach(element -> only.add(element.toString()));
        return only.isEmpty() ? "nothing" : only.stream().collect(Collectors.joining(", "));
    }
}
