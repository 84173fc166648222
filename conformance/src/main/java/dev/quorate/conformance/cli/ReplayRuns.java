package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.conformance.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Replays traces one after the other, and prints a row for each. */
final class ReplayRuns {
    private final Console console;
    private int traces;
    private int asExpected;
    private int steps;
    private Status status = Status.OK;

    ReplayRuns(Console console) {
        this.console = console;
    }

    /** Replays files. Those as expected are printed only if {@code verbose}. */
    void run(List<Path> files, boolean verbose) {
        for (Path file : files) {
            Trace trace = Itf.read(file);
            Replay replay = Replay.of(trace, file.toString());
            traces++;
            steps += replay.nodeSteps();
            if (replay.isAsExpected(trace)) {
                asExpected++;
                if (verbose) {
                    console.line("%s  %s", file, words(replay));
                }
            } else {
                status = Status.FAILED;
                console.line("%s  FAILED", file);
                explain(trace, replay);
            }
        }
    }

    Status status() {
        return status;
    }

    String summary() {
        return String.format("%d of %d traces as expected, %,d steps executed", asExpected, traces, steps);
    }

    private static String words(Replay replay) {
        return replay.divergedAt().isPresent()
                ? "the code refuses to reach state " + replay.divergedAt().getAsInt() + ", as it must"
                : replay.nodeSteps() + " steps executed, " + replay.environmentSteps() + " of the environment";
    }

    private void explain(Trace trace, Replay replay) {
        OptionalInt refused = trace.header().refusedAt();
        if (replay.divergedAt().isEmpty()) {
            console.line("    the code must refuse to reach state %d, and does not", refused.getAsInt());
            return;
        }
        int at = replay.divergedAt().getAsInt();
        console.line(
                "    the code does not reach state %d%s",
                at, refused.isPresent() ? "; it must reach all before state " + refused.getAsInt() : "");
        trace.states().get(at).event().ifPresent(event -> console.line("    event %s", event));
        replay.differences().forEach(difference -> console.line("    differs: %s", difference));
    }
}
