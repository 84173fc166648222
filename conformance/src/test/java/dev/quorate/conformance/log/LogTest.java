package dev.quorate.conformance.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.binding.raft.RaftBinding;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.raft.RandomWalk;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import dev.quorate.raft.Raft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs, written and read; and what is none. */
class LogTest {
    private static final String HEADER =
            "{\"format\":\"quorate-log\",\"version\":1,\"spec\":\"raft\",\"nodes\":[\"n1\",\"n2\"]}\n";
    private static final String INIT = "{\"seq\":1,\"event\":{\"type\":\"Init\"}}\n";
    private static final String TIMEOUT = "{\"seq\":2,\"node\":\"n1\",\"event\":{\"type\":\"Timeout\",\"node\":\"n1\"},"
            + "\"changes\":{\"currentTerm\":1,\"votedFor\":\"n1\",\"role\":\"Candidate\",\"votesGranted\":{\"#set\":[\"n1\"]}},"
            + "\"sent\":[{\"type\":\"RequestVote\",\"from\":\"n1\",\"to\":\"n2\",\"term\":1,\"lastLogIndex\":0,"
            + "\"lastLogTerm\":0}],\"clock\":{\"n1\":1}}\n";
    private static final String REQUEST =
            "{\"seq\":3,\"node\":\"n1\",\"event\":{\"type\":\"ClientRequest\",\"node\":\"n1\","
                    + "\"command\":\"c\"},\"changes\":{\"log\":{\"#keep\":0,\"#append\":[{\"term\":1,\"command\":\"c\"}]}}}\n";
    private static final String LOG = HEADER + INIT + TIMEOUT + REQUEST;

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() {
        Path file = RandomWalk.write(folder.resolve("a.ndjson"), 7, 3000, 20);
        Raft raft = new Raft(new TreeSet<>(RandomWalk.nodes(5)));
        Codec<Node> states = Codec.ofText(Node.class);
        Codec<Event> events = Codec.ofText(Event.class);
        Codec<Message> messages = Codec.ofText(Message.class);
        Map<NodeId, Node> nodes = new HashMap<>();
        Map<NodeId, Value> logged = new HashMap<>();
        int lines = 0;
        int runs = 0;
        try (LogSource source = LogSource.open(List.of(file))) {
            assertEquals(new LogHeader("raft", RandomWalk.nodes(5), Map.of()), source.header());
            for (Optional<LogLine> line = source.next(); line.isPresent(); line = source.next()) {
                lines++;
                if (line.get() instanceof LogLine.Event event) {
                    Step<Node, Message> step = raft.step(nodes.get(event.node()), events.decode(event.event()));
                    nodes.put(event.node(), step.state());
                    logged.compute(event.node(), (node, before) -> changed(before, event.change()));
                    assertEquals(states.encode(step.state()), logged.get(event.node()), event.place()::toString);
                    assertEquals(
                            Value.set(step.messages().stream()
                                    .map(messages::encode)
                                    .toList()),
                            event.sent(),
                            event.place()::toString);
                } else {
                    runs++;
                    logged.putAll(((LogLine.Init) line.get()).states());
                    RandomWalk.nodes(5).forEach(node -> nodes.put(node, raft.initial(node)));
                }
            }
        }
        assertTrue(runs > 1, "a log may hold several runs");
        assertEquals(3000 + runs, lines);
    }

    @Test
    void equalRunsGiveEqualBytes() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(RandomWalk.write(folder.resolve("a.ndjson"), 1, 500, 20)),
                Files.readAllBytes(RandomWalk.write(folder.resolve("b.ndjson"), 1, 500, 20)));
    }

    @Test
    void aLineOfALongLogIsShort() throws IOException {
        List<String> lines = Files.readAllLines(RandomWalk.write(folder.resolve("a.ndjson"), 3, 4000, 1000));
        String request = lines.stream()
                .filter(line -> line.contains("ClientRequest"))
                .reduce((one, other) -> other)
                .orElseThrow();
        assertTrue(request.contains("\"log\":{\"#keep\":"), request);
        assertTrue(request.length() < 300, request);
    }

    @Test
    void aLogAppearsWhenItIsClosed() {
        Path file = folder.resolve("a.ndjson");
        try (LogWriter<Node, Event, Message> log = LogWriter.open(new RaftBinding(), RandomWalk.nodes(2), file)) {
            log.init(Map.of());
            assertFalse(Files.exists(file));
            assertTrue(Files.exists(folder.resolve("a.ndjson.partial")));
        }
        assertTrue(Files.exists(file));
        assertFalse(Files.exists(folder.resolve("a.ndjson.partial")));
    }

    @Test
    void aLogThatCannotBeWrittenIsBadInput() {
        Path file = folder.resolve("none/a.ndjson");
        String message = assertThrows(
                        BadInputException.class, () -> LogWriter.open(new RaftBinding(), RandomWalk.nodes(2), file))
                .getMessage();
        assertTrue(message.startsWith(file + ": the log cannot be written"), message);
    }

    @Test
    void aWholeStateMayStandInPlaceOfChanges() throws IOException {
        String whole = TIMEOUT.replaceFirst(
                "\"changes\":\\{.*?\\]\\}\\}",
                "\"state\":{\"currentTerm\":1,\"votedFor\":\"None\",\"log\":[],\"role\":\"Candidate\","
                        + "\"votesGranted\":{\"#set\":[\"n1\"]},\"nextIndex\":{\"#map\":[[\"n2\",1]]},\"matchIndex\":[],"
                        + "\"commitIndex\":0}");
        try (LogSource source = open(HEADER + INIT + whole)) {
            source.next();
            LogLine.Event event = (LogLine.Event) source.next().orElseThrow();
            Value.Rec state = (Value.Rec) ((StateChange.Whole) event.change()).state();
            assertEquals(Value.model("None"), state.fields().get("votedFor"));
            assertEquals(Value.record(Map.of("n2", Value.of(1))), state.fields().get("nextIndex"));
        }
    }

    @Test
    void whatIsNoLogIsRefused() {
        assertRefused("", 1, "expected the header of a log, found nothing: the file is empty");
        assertRefused(HEADER, 2, "expected the event Init, found the end of the log");
        assertRefused("{\"seq\":1}\n", 1, "the header: expected a field \"format\", found none");
        assertRefused(LOG.replace("quorate-log", "ndjson"), 1, "format: expected \"quorate-log\", found \"ndjson\"");
        assertRefused(LOG.replace("\"version\":1", "\"version\":2"), 1, "version: expected 1, found 2");
        assertRefused(LOG.replace("\"raft\"", "\"graft\""), 1, "spec: expected a spec that Java code is bound to");
        assertRefused(LOG.replace("[\"n1\",\"n2\"]", "[\"n1\",\"n1\"]"), 1, "nodes: expected each name once");
        assertRefused(LOG.replace("[\"n1\",\"n2\"]", "[]"), 1, "nodes: expected at least one name");
        assertRefused(LOG.replace("[\"n1\",\"n2\"]", "[\"None\"]"), 1, "nodes: expected a name other than None");
        assertRefused(
                HEADER + TIMEOUT.replace("\"seq\":2", "\"seq\":1"), 2, "event: expected the event Init at the start");
    }

    @Test
    void aTornLineIsRefused() {
        assertRefused(LOG.substring(0, LOG.length() - 1), 4, "the log is cut short");
        assertRefused(LOG.substring(0, LOG.length() - 30), 4, "the log is cut short");
        assertRefused(LOG.substring(0, LOG.length() - 30) + "\n", 4, "a line that is not JSON");
        assertRefused(HEADER + INIT + "\n" + TIMEOUT, 3, "expected a JSON object, found an empty line");
        assertRefused(HEADER + INIT + "[]\n", 3, "expected a JSON object, found []");
    }

    @Test
    void aLineThatIsNoEventIsRefusedAndThePlaceNamed() {
        assertRefused(LOG.replace("ClientRequest", "Request"), 4, "event: Event: expected Event with a type of");
        assertRefused(
                LOG.replace(",\"command\":\"c\"},", "},"), 4, "event: Event: expected ClientRequest with the fields");
        assertRefused(
                LOG.replace("\"changes\"", "\"change\""), 3, "the line: expected a field \"changes\", found none");
        assertRefused(LOG.replace("\"seq\":3,", "\"seq\":3,\"x\":0,"), 4, "an unknown field \"x\"");
        assertRefused(
                LOG.replace("\"currentTerm\":1", "\"currentTerm\":\"1\""),
                3,
                "changes.currentTerm: Node.currentTerm:" + " expected an integer of 32 bits, found \"1\"");
        assertRefused(LOG.replace("\"currentTerm\":1", "\"term\":1"), 3, "changes: expected some of the fields");
        assertRefused(LOG.replace("{\"term\":1,\"command\":\"c\"}]", "{\"term\":1}]"), 4, "changes.log.#append");
        assertRefused(
                LOG.replace("\"#keep\":0", "\"#keep\":-1"), 4, "changes.log.#keep: expected a number of elements");
        assertRefused(
                LOG.replace("\"votedFor\":\"n1\"", "\"votedFor\":{\"#keep\":0,\"#append\":[]}"),
                3,
                "changes.votedFor: expected a value, for this field is no sequence");
        assertRefused(
                LOG.replace("\"lastLogTerm\":0", "\"lastLogTerm\":null"), 3, "sent[0].lastLogTerm: expected a value");
        assertRefused(LOG.replace("\"node\":\"n1\"", "\"node\":\"n3\""), 3, "node: expected one of the header's nodes");
        assertRefused(
                LOG.replace("\"seq\":2,\"node\":\"n1\"", "\"seq\":2,\"node\":\"n2\""),
                3,
                "event.node: expected the line's own node, \"n2\"");
        assertRefused(
                LOG.replace("\"clock\":{\"n1\":1}", "\"clock\":{\"n1\":-1}"),
                3,
                "clock.n1: expected a number of events");
        assertRefused(LOG.replace("\"seq\":3", "\"seq\":2"), 4, "seq: expected 3, found 2");
        assertRefused(LOG.replace("\"seq\":3", "\"seq\":4"), 4, "seq: expected 3, found 4");
        assertRefused(LOG.replace("\"seq\":3", "\"seq\":3,\"seq\":3"), 4, "Duplicate field 'seq'");
    }

    private void assertRefused(String text, int line, String message) {
        Path file = folder.resolve("a.ndjson");
        String refusal = assertThrows(BadInputException.class, () -> {
                    try (LogSource source = open(text)) {
                        while (source.next().isPresent()) {
                            // Only the end matters.
                        }
                    }
                })
                .getMessage();
        assertTrue(
                refusal.startsWith(file + ", line " + line + ": ") && refusal.contains(message),
                () -> "expected line " + line + " and \"" + message + "\" in: " + refusal);
    }

    private LogSource open(String text) throws IOException {
        return LogSource.open(List.of(Files.writeString(folder.resolve("a.ndjson"), text)));
    }

    private static Value changed(Value before, StateChange change) {
        Map<String, Value> fields = new TreeMap<>(((Value.Rec) before).fields());
        ((StateChange.Fields) change).fields().forEach((name, field) -> {
            if (field instanceof StateChange.Extended extended) {
                List<Value> elements = new ArrayList<>(
                        ((Value.Seq) fields.get(name)).elements().subList(0, extended.keep()));
                elements.addAll(extended.append());
                fields.put(name, Value.sequence(elements));
            } else {
                fields.put(name, ((StateChange.To) field).value());
            }
        });
        assertTrue(
                fields.keySet().equals(((Value.Rec) before).fields().keySet()),
                () -> "fields: " + Set.copyOf(fields.keySet()));
        return Value.record(fields);
    }
}
