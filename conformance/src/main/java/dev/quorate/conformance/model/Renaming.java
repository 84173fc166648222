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
 * @param others every renaming but the identity: a permutation of each of the model's symmetric sets; none if it has no symmetry
 */
public record Renaming(List<Map<Value, Value>> others) {
    /** The renamings of a model. */
    public static Renaming of(Model model) {
        List<Map<Value, Value>> renamings = List.of(Map.of());
        for (String name : model.configuration().symmetric()) {
            // That the constant is a set was asked when the model was read.
            Value.SetValue set =
                    (Value.SetValue) model.configuration().constants().get(name);
            renamings = product(renamings, List.copyOf(set.elements()));
        }
        return new Renaming(renamings.stream()
                .filter(renaming -> renaming.entrySet().stream()
                        .anyMatch(entry -> !entry.getKey().equals(entry.getValue())))
                .toList());
    }

    private static List<Map<Value, Value>> product(List<Map<Value, Value>> renamings, List<Value> names) {
        List<Map<Value, Value>> product = new ArrayList<>();
        for (List<Value> permuted : permutations(names)) {
            for (Map<Value, Value> renaming : renamings) {
                Map<Value, Value> both = new HashMap<>(renaming);
                for (int i = 0; i < names.size(); i++) {
                    both.put(names.get(i), permuted.get(i));
                }
                product.add(both);
            }
        }
        return product;
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
