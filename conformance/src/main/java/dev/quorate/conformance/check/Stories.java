package dev.quorate.conformance.check;

import dev.quorate.conformance.transition.Divergence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a divergence as a person would want to hear it. */
final class Stories {
    private Stories() {}

    static String of(Divergence divergence, Optional<Path> trace) {
        List<String> lines = new ArrayList<>();
        lines.add(divergence.kind().words());
        lines.add("  event    " + divergence.event());
        if (!divergence.before().isEmpty()) {
            lines.add("  at " + divergence.node() + "    " + divergence.before());
        }
        outcome(lines, "spec gives", divergence.expected());
        outcome(lines, "code gives", divergence.found());
        divergence.differences().forEach(difference -> lines.add("  differs: " + difference));
        trace.ifPresent(
                file -> lines.add("  the shortest way there: " + file + " (see it fail with `quorate replay`)"));
        return String.join("\n", lines);
    }

    private static void outcome(List<String> lines, String who, Divergence.Outcome outcome) {
        lines.add("  " + who + " " + outcome.after());
        outcome.messages().forEach(message -> lines.add("             and sends " + message));
    }
}
