package dev.quorate.conformance.model;

import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The renamings under which a model takes states for alike. TLC then explores one state of each kind only; that the code
 * treats the others alike is an assumption until it is executed under every renaming.
 *
 * @param others every permutation of the nodes but the identity; none if the model has no symmetry
 */
public record Renaming(List<Map<Value, Value>> others) {
    /** The renamings of a model. */
    public static Renaming of(Model model) {
        if (!model.configuration().symmetric()
                || !(model.configuration().constants().get("Node") instanceof Value.SetValue nodes)) {
            return new Renaming(List.of());
        }
        List<Value> names = List.copyOf(nodes.elements());
        List<Map<Value, Value>> others = new ArrayList<>();
        for (List<Value> permuted : permutations(names)) {
            if (!permuted.equals(names)) {
                Map<Value, Value> renaming = new HashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    renaming.put(names.get(i), permuted.get(i));
                }
                others.add(renaming);
            }
        }
        return new Renaming(others);
    }

    private static List<List<Value>> permutations(List<Value> values) {
        if (values.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Value>> permutations = new ArrayList<>();
        for (Value first : values) {
            List<Value> rest = new ArrayList<>(values);
            rest.remove(first);
            for (List<Value> permuted : permutations(rest)) {
                List<Value> permutation = new ArrayList<>(List.of(first));
                permutation.addAll(permuted);
                permutations.add(permutation);
            }
        }
        return permutations;
    }
}
