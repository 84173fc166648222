package dev.quorate.conformance.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Zab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes end their connections without knowing what is under way; their logs are merged as if it had come before, or not been sent. */
class HangUpsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final List<NodeId> NODES = List.of(N1, N2);
    private static final Message CALL = new Message.CEpoch(N1, N2, 0);

    private final Zab zab = new Zab(Set.copyOf(NODES), Set.of(), 10);

    @TempDir
    private Path folder;

    private record Logged(Event event, Map<NodeId, Long> clock) {}

    @Test
    void whatWasSentBeforeAnEndIsReceivedBeforeIt() {
        Path one = log(
                N1,
                new Logged(new Event.Elect(N1, N2), Map.of(N1, 1L)),
                new Logged(new Event.Timeout(N1), Map.of(N1, 2L)));
        Path other = log(
                N2,
                new Logged(new Event.Elect(N2, N2), Map.of(N2, 1L)),
                new Logged(new Event.Receive(N2, CALL), Map.of(N1, 1L, N2, 2L)));
        assertEquals(List.of("n1 1", "n2 1", "n2 2", "n1 2"), merged(one, other));
    }

    @Test
    void whatIsReceivedAfterAnEndWasSentAfterIt() {
        Path one = log(N1, new Logged(new Event.Elect(N1, N2), Map.of(N1, 1L)));
        Path other = log(
                N2,
                new Logged(new Event.Elect(N2, N2), Map.of(N2, 1L)),
                new Logged(new Event.Timeout(N2), Map.of(N2, 2L)),
                new Logged(new Event.Elect(N2, N2), Map.of(N2, 3L)),
                new Logged(new Event.Receive(N2, CALL), Map.of(N1, 1L, N2, 4L)));
        assertEquals(List.of("n2 1", "n2 2", "n1 1", "n2 3", "n2 4"), merged(one, other));
    }

    @SuppressWarnings("unchecked") // Zab's binding is of these.
    private Path log(NodeId node, Logged... events) {
        Path file = folder.resolve(node + ".ndjson");
        Binding<Node, Event, Message> binding =
                (Binding<Node, Event, Message>) Binding.of("zab").orElseThrow();
        try (LogWriter<Node, Event, Message> log = LogWriter.open(binding, NODES, file)) {
            Map<NodeId, Node> states = new HashMap<>(Map.of(node, zab.initial(node)));
            log.init(states);
            for (Logged logged : events) {
                Step<Node, Message> step = zab.step(states.get(node), logged.event());
                states.put(node, step.state());
                log.event(node, logged.event(), step.state(), step.messages(), logged.clock());
            }
        }
        return file;
    }

    private static List<String> merged(Path... logs) {
        List<String> events = new ArrayList<>();
        try (LogSource source = LogSource.open(List.of(logs))) {
            for (Optional<LogLine> line = source.next(); line.isPresent(); line = source.next()) {
                if (line.get() instanceof LogLine.Event event) {
                    events.add(event.node() + " " + event.clock().get(event.node()));
                }
            }
        }
        return events;
    }
}
