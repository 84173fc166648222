package dev.quorate.conformance.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.check.Outcome;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.exploration.Exploration;
import dev.quorate.conformance.exploration.Explorer;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.ModelFile;
import dev.quorate.conformance.simulation.LogObserver;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.trace.Traces;
import dev.quorate.conformance.transition.Paths;
import dev.quorate.conformance.validation.Validation;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import dev.quorate.core.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The toolkit on a protocol whose network is one of FIFO channels. */
class RelayTest {
    private static final Path SPECS = Path.of("src/test/resources/specs");
    private static final List<Path> LIBRARY = List.of(SPECS.resolve("relay"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"small", "plain"})
    void theCodeConforms(String name) {
        Outcome outcome = checks().conform(model(name), line -> {});
        assertEquals(Status.OK, outcome.status(), () -> outcome.problems().toString());
        assertTrue(
                outcome.report().orElseThrow().conforms(),
                () -> outcome.report().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relay-wrong-order | Receive | network[<<
            relay-forgets-one | Count   | network[<<
            relay-no-hang-up  | Restart | closed
            """)
    void aFaultIsFoundAndShown(String spec, String event, String difference) throws IOException {
        Path models = Files.createDirectories(folder.resolve("relay/models"));
        for (String module : List.of("Relay.tla", "MCRelay.tla")) {
            Files.copy(
                    SPECS.resolve("relay").resolve(module),
                    folder.resolve("relay").resolve(module));
        }
        Path file = models.resolve("faulty.cfg");
        Files.writeString(file, "\\* @spec " + spec + "\n" + Files.readString(cfg("plain")));

        Outcome outcome = checks().conform(ModelFile.read(file), line -> {});
        String story = String.join("\n", outcome.problems());
        assertEquals(Status.FAILED, outcome.status(), story);
        assertTrue(story.contains("\"" + event + "\""), story);
        assertTrue(story.lines().anyMatch(line -> line.contains("differs:") && line.contains(difference)), story);
        assertTrue(story.contains(".itf.json"), story);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "plain"})
    void theExplorerCountsWhatTlcCounts(String name) {
        Model model = model(name);
        Exploration found = Explorer.of(model, true, line -> {}).explore(Optional.empty());
        assertEquals(model.expectation().distinct().orElseThrow(), found.states());
    }

    @Test
    void aTraceIsReplayedAndAWrongOneIsRefused() {
        Model model = model("plain");
        List<Trace> traces = new Paths(LIBRARY, TlcOptions.DEFAULT, line -> {}).coverage(model, new BitSet());
        assertTrue(traces.size() > 0, "traces that cover the code");
        for (Trace trace : traces) {
            Itf.write(trace, folder.resolve("trace.itf.json"));
            Trace read = Itf.read(folder.resolve("trace.itf.json"));
            assertEquals(Replay.of(read, "it").differences(), List.of());
        }
        Trace trace = traces.get(0);
        List<Trace.State> states = new ArrayList<>(trace.states());
        Map<String, Value> first = new TreeMap<>(states.get(0).values());
        first.put("network", ValueParser.parse("{}"));
        states.set(0, new Trace.State(Optional.empty(), first));
        assertRefused(trace, states, "no function from pairs of nodes to sequences");

        states = new ArrayList<>(trace.states());
        Value receipt = ValueParser.parse("[type |-> \"Receive\", node |-> n2, message |-> "
                + "[type |-> \"Count\", from |-> n1, to |-> n2, number |-> 7]]");
        states.set(1, new Trace.State(Optional.of(receipt), states.get(0).values()));
        assertRefused(trace, states, "not the next on a channel");

        Value disconnect = ValueParser.parse("[type |-> \"Disconnect\", between |-> {n1, n2}]");
        Map<String, Value> opened = new TreeMap<>(states.get(0).values());
        opened.put("network", ValueParser.parse("(<<n1, n2>> :> <<>>)"));
        states.set(1, new Trace.State(Optional.of(disconnect), opened));
        assertRefused(trace, states, "network[<<n1, n2>>]: the trace <<>>, the event closed");
    }

    private static void assertRefused(Trace trace, List<Trace.State> states, String why) {
        Trace wrong = new Trace(trace.header(), trace.variables(), states, trace.loop());
        BadInputException refusal = assertThrows(BadInputException.class, () -> Replay.of(wrong, "it"));
        assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void whatAConnectionBringsIsInOrderAndWhole(String profile) {
        InOrder observer = new InOrder();
        Simulator.Result result = Simulator.simulate(
                new RelayBinding(),
                new Simulator.Options(
                        3,
                        1,
                        50_000,
                        5_000,
                        Optional.empty(),
                        Profile.of(profile).with(Setting.CLIENTS, 0),
                        Reads.LOG),
                observer,
                line -> {});
        assertEquals(Optional.empty(), result.violation());
        assertEquals(List.of(), observer.wrong);
        assertTrue(
                result.statistics().of("numbers received") > 1000,
                () -> result.statistics().all().toString());
        if (Set.of("lossy", "chaos").contains(profile)) {
            assertTrue(
                    result.statistics().of("connections broken") > 10,
                    () -> result.statistics().all().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy", "partitions", "crashes", "chaos"})
    void theLogsOfSimulationsAreBehavioursOfTheSpec(String profile) throws IOException {
        Path log = log(profile, 3_000);
        Validation validation = validate(log);
        assertEquals(
                Validation.Verdict.EXPLAINED,
                validation.verdict(),
                () -> validation.story().toString());
    }

    @Test
    void aLogInWhichMessagesOvertakeEachOtherIsNoBehaviour() throws IOException {
        Path file = log("calm", 300);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        // A follower misses its Welcome, and then receives what was sent after it.
        int at = 0;
        while (!lines.get(at).matches(".*\"message\":\\{[^}]*\"type\":\"Welcome\".*")) {
            at++;
        }
        lines.remove(at);
        for (int i = at; i < lines.size(); i++) {
            lines.set(i, lines.get(i).replaceFirst("\"seq\":\\d+", "\"seq\":" + i));
        }
        Files.write(file, lines);
        Validation validation = validate(file);
        assertEquals(Validation.Verdict.UNEXPLAINED, validation.verdict());
        assertTrue(
                validation.story().toString().contains("not the next on its channel"),
                () -> validation.story().toString());
    }

    private Path log(String profile, long steps) throws IOException {
        Path file = folder.resolve(profile + ".ndjson");
        RelayBinding binding = new RelayBinding();
        Simulator.Options options = new Simulator.Options(
                3, 7, steps, 1_000, Optional.empty(), Profile.of(profile).with(Setting.CLIENTS, 0), Reads.LOG);
        try (LogWriter<Node, Event, Message> writer = LogWriter.open(binding, options.nodeIds(), file)) {
            Simulator.simulate(binding, options, new LogObserver<>(writer), line -> {});
        }
        return file;
    }

    private static Validation validate(Path log) {
        List<Path> library = List.of(LIBRARY.get(0), Repository.ROOT.resolve("specs/abstract"));
        return Validation.of("relay", List.of(log), library, TlcOptions.DEFAULT, line -> {});
    }

    /** After a Welcome, each number is the one after the last. */
    private static final class InOrder implements Observer<Node, Event, Message> {
        private final Map<NodeId, Integer> next = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();

        @Override
        public void started(Map<NodeId, Node> initial) {
            next.clear();
        }

        @Override
        public void stepped(NodeId node, Event event, Node after, Set<Message> sent, Map<NodeId, Long> clock) {
            if (event instanceof Event.Receive e && e.message() instanceof Message.Count m) {
                Integer expected = next.put(node, m.number() + 1);
                if (expected != null && expected != m.number()) {
                    wrong.add("expected " + expected + ", received " + m);
                }
            } else if (event instanceof Event.Restart || event instanceof Event.Receive) {
                next.remove(node);
            }
        }
    }

    private Checks checks() {
        return new Checks(LIBRARY, new Traces(folder), TlcOptions.DEFAULT, folder);
    }

    private static Path cfg(String name) {
        return SPECS.resolve("relay/models/" + name + ".cfg");
    }

    private static Model model(String name) {
        return ModelFile.read(cfg(name));
    }
}
