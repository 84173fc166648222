package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.validation.Validation;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/** Whatever happens after whatever, in clusters of any size: Raft's properties hold, and clients see one object. */
class ScheduleProperties {
    private static final Path FOLDER = Path.of("target", "schedules");

    /** Of each cluster size, a log of every schedule that was played; TLC judges them together, at the end. */
    private static final Map<Integer, LogWriter<Node, Event, Message>> LOGS = new TreeMap<>();

    /** So many choices that a schedule may have two elections, a few commits and faults between them. */
    private static final int LONGEST = 400;

    private static int shortestFailure = Integer.MAX_VALUE;

    @Provide
    Arbitrary<List<Choice>> schedules() {
        return Schedules.any(LONGEST);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void everyScheduleKeepsTheProperties(
            @ForAll("schedules") List<Choice> choices, @ForAll @IntRange(min = 1, max = 7) int nodes) throws Exception {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Schedule<Node, Event, Message, ?> played = Schedules.of(
                        Schedules.BINDING.world(Schedules.constants(nodes)),
                        Simulator.all(List.of(new LogObserver<>(log(nodes)), clients)))
                .play(choices);

        if (played.broken().isPresent() && played.steps() < shortestFailure) {
            shortestFailure = played.steps();
            Itf.write(
                    played.trace("the code violates " + played.broken().get(), Schedules.constants(nodes)),
                    FOLDER.resolve("shortest.itf.json"));
        }
        assertTrue(
                played.broken().isEmpty(),
                () -> played.broken().get() + " is broken; the shortest trace is in " + FOLDER);
        boolean asked = !clients.history().operations().isEmpty();
        if (asked) {
            Checker checker = Checker.of(Models.named("key-value").orElseThrow());
            assertEquals(
                    Verdict.YES, checker.check(clients.history()).verdict(), "what the clients saw is linearizable");
        }
        cover(played.statistics());
    }

    /** That the schedules are not all of the kind in which nothing happens. */
    private static void cover(dev.quorate.conformance.simulation.Statistics happened) {
        cover("an election", happened.of("elections won") > 0, 60);
        cover("two elections", happened.of("elections won") > 1, 30);
        cover("a truncation", happened.of("logs truncated") > 0, 0.2);
        cover("a restart", happened.of("Restart") > 0, 50);
        cover("a partition", happened.of("partitions") > 0, 30);
        cover("an answer", happened.of("requests answered") > 0, 10);
    }

    private static void cover(String what, boolean happened, double percent) {
        Statistics.label(what).collect(happened);
        Statistics.label(what).coverage(coverage -> coverage.check(true).percentage(share -> share >= percent));
    }

    private static LogWriter<Node, Event, Message> log(int nodes) throws Exception {
        Files.createDirectories(FOLDER);
        return LOGS.computeIfAbsent(nodes, n -> LogWriter.open(Schedules.BINDING, Schedules.nodes(n), file(n)));
    }

    private static Path file(int nodes) {
        return FOLDER.resolve(nodes + "-nodes.ndjson");
    }

    @AfterContainer
    static void theLogsAreBehavioursOfTheSpec() {
        List<String> unexplained = new ArrayList<>();
        LOGS.forEach((nodes, log) -> {
            log.close();
            Validation validation = Validation.of(
                    "raft", List.of(file(nodes)), Repository.CATALOG.library(), TlcOptions.DEFAULT, line -> {});
            if (validation.verdict() != Validation.Verdict.EXPLAINED) {
                unexplained.add(nodes + " nodes: " + validation.story());
            }
        });
        assertEquals(List.of(), unexplained, "logs that TLC does not explain");
    }
}
