package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.raft.FaultyRaft;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** A fault in the code is found by arbitrary schedules, and shrinks to a schedule that a person can read. */
class ShrinkingProperties {
    private static final int NODES = 3;
    private static final int TRIES = 20_000;
    private static final int LONGEST = 80;

    @Example
    void aVoteGivenTwiceShrinksToTwoElections() {
        assertShrinks(FaultyRaft.VOTES_TWICE, "ElectionSafety", 8);
    }

    @Example
    void aVoteForgottenShrinksToTwoElectionsWithARestartBetween() {
        assertShrinks(FaultyRaft.FORGETS_ITS_VOTE, "ElectionSafety", 16);
    }

    @Example
    void anAcknowledgementOfNothingShrinksToALostEntry() {
        assertShrinks(FaultyRaft.ACKNOWLEDGES_BLINDLY, "LeaderCompleteness", 20);
    }

    private static void assertShrinks(FaultyRaft fault, String property, int steps) {
        Schedule<Node, Event, Message, ?> shortest = play(fault, shortestFailing(fault));
        assertEquals(Optional.of(property), shortest.broken());
        assertTrue(shortest.steps() <= steps, () -> "expected at most " + steps + " steps, found " + shortest.steps());

        Path file = Path.of("target", "schedules", fault + ".itf.json");
        Trace trace = shortest.trace(fault + " violates " + property, Schedules.constants(NODES));
        Itf.write(trace, file);
        assertEquals(trace, Itf.read(file), "the trace, saved and read");
        assertTrue(
                Replay.of(trace, file.toString()).divergedAt().isPresent(),
                "the code without the fault does not do the same");
        System.out.printf("%s: %d steps: %s%n", fault, shortest.steps(), file);
    }

    private static List<Choice> shortestFailing(FaultyRaft fault) {
        RandomGenerator<List<Choice>> generator = Schedules.any(LONGEST).generator(TRIES, false);
        Random random = new Random(42);
        // Shrinking ends where no single change helps, so it starts from the shortest of many.
        Shrinkable<List<Choice>> failing = IntStream.range(0, TRIES)
                .mapToObj(i -> generator.next(random))
                .filter(schedule -> fails(fault, schedule.value()))
                .min(Comparator.comparing(
                        schedule -> play(fault, schedule.value()).steps()))
                .orElseThrow(() -> new AssertionError(fault + " is not found in " + TRIES + " schedules"));
        Optional<Shrinkable<List<Choice>>> smaller = Optional.of(failing);
        while (smaller.isPresent()) {
            failing = smaller.get();
            smaller = failing.shrink()
                    .filter(schedule -> fails(fault, schedule.value()))
                    .findFirst();
        }
        return failing.value();
    }

    private static boolean fails(FaultyRaft fault, List<Choice> schedule) {
        return play(fault, schedule).broken().isPresent();
    }

    private static Schedule<Node, Event, Message, ?> play(FaultyRaft fault, List<Choice> schedule) {
        return Schedules.of(fault.in(Schedules.BINDING.world(Schedules.constants(NODES))), new Observer<>() {})
                .play(schedule);
    }
}
