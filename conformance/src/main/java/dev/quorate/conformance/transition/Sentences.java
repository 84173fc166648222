package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says in a sentence what a local transition is about: the event and the node's state by the strings and truth values in them,
 * such as the node's role and whether a vote is granted; how numbers in the message compare with the state's; which fields
 * change; what is sent.
 */
final class Sentences {
    private Sentences() {}

    static String of(Code<?, ?, ?> code, Value before, Value event) {
        Code.Outcome outcome = code.step(before, event);
        Map<String, Value> fields = fields(before);
        List<String> changed = new ArrayList<>();
        fields(outcome.after()).forEach((name, value) -> {
            if (!value.equals(fields.get(name))) {
                changed.add(name);
            }
        });
        String sent = outcome.messages().stream()
                .map(Sentences::constants)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return "%s%s at a %s changes %s and sends %s."
                .formatted(
                        constants(event),
                        comparisons(fields(event).get("message"), before),
                        constants(before),
                        changed.isEmpty() ? "nothing" : String.join(", ", changed),
                        sent.isEmpty() ? "nothing" : sent);
    }

    /** The type of a record, and those of its fields that are strings or truth values, or such records. */
    private static String constants(Value value) {
        List<String> constants = new ArrayList<>();
        fields(value).forEach((name, field) -> {
            if (field instanceof Value.Str text) {
                constants.add(name.equals("type") ? 0 : constants.size(), text.value());
            } else if (field instanceof Value.Bool bool) {
                constants.add("(" + (bool.value() ? "" : "not ") + name + ")");
            } else if (field instanceof Value.Rec) {
                constants.add(constants(field));
            }
        });
        return String.join(" ", constants);
    }

    /** How the numbers of a message compare with those of the state that are called alike, and with the lengths of its sequences. */
    private static String comparisons(Value message, Value state) {
        List<String> comparisons = new ArrayList<>();
        fields(message)
                .forEach((name, number) -> fields(state).forEach((other, value) -> {
                    if (!(number instanceof Value.Int sent)) {
                        return;
                    }
                    String ours = other.toLowerCase(Locale.ROOT);
                    String theirs = name.toLowerCase(Locale.ROOT);
                    if (value instanceof Value.Int own && ours.endsWith(theirs)) {
                        comparisons.add(name + " " + sign(sent.value(), own.value()) + " " + other);
                    } else if (value instanceof Value.Seq sequence
                            && theirs.contains(ours)
                            && theirs.endsWith("index")) {
                        comparisons.add(name + " "
                                + sign(sent.value(), sequence.elements().size()) + " the length of " + other);
                    }
                }));
        return comparisons.isEmpty() ? "" : " (" + String.join(", ", comparisons) + ")";
    }

    private static String sign(long one, long other) {
        return one < other ? "<" : one == other ? "=" : ">";
    }

    private static Map<String, Value> fields(Value value) {
        return value instanceof Value.Rec record ? record.fields() : Map.of();
    }
}
