package dev.quorate.replication.majority;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * An answer that a node has heard.
 *
 * @param node whose answer it is
 * @param value the value that the other stores, if the node reads; that which it writes itself, if it writes
 */
public record Heard(NodeId node, Optional<Command> value) {
    /** What a read returns that has heard this, one answer at least: what it heard most often, or first. The spec's Guess. */
    public static Optional<Command> guess(List<Heard> heard) {
        Optional<Command> best = heard.get(0).value();
        for (Heard answer : heard) {
            if (times(heard, answer.value()) > times(heard, best)) {
                best = answer.value();
            }
        }
        return best;
    }

    private static long times(List<Heard> heard, Optional<Command> value) {
        return heard.stream().filter(answer -> answer.value().equals(value)).count();
    }
}
