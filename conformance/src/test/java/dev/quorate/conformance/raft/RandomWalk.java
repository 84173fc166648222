package dev.quorate.conformance.raft;

import dev.quorate.conformance.binding.raft.RaftBinding;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import dev.quorate.raft.Raft;
import dev.quorate.raft.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Writes logs of a small cluster that takes random steps: elections, requests, restarts, and a network that loses, doubles and
 * reorders. The same seed gives the same log.
 */
public final class RandomWalk {
    private static final int MAX_IN_FLIGHT = 50;

    private final List<NodeId> nodes;
    private final Protocol<Node, Event, Message> protocol;
    private final int maxLog;
    private final Random random;
    private final LogWriter<Node, Event, Message> log;

    private final Map<NodeId, Node> states = new TreeMap<>();
    private final Map<NodeId, Map<NodeId, Long>> clocks = new HashMap<>();
    private final List<Sent> network = new ArrayList<>();
    private int commands;

    private record Sent(Message message, Map<NodeId, Long> clock) {}

    private RandomWalk(
            List<NodeId> nodes,
            Protocol<Node, Event, Message> protocol,
            int maxLog,
            long seed,
            LogWriter<Node, Event, Message> log) {
        this.nodes = nodes;
        this.protocol = protocol;
        this.maxLog = maxLog;
        this.random = new Random(seed);
        this.log = log;
    }

    /** The names of a cluster's nodes. */
    public static List<NodeId> nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
    }

    /** Writes a log of five nodes. */
    public static Path write(Path file, long seed, int events, int maxLog) {
        return write(file, seed, events, maxLog, new Raft(new TreeSet<>(nodes(5))));
    }

    /**
     * Writes a log.
     *
     * @param maxLog a run ends, and another one begins, when a leader's log has so many entries
     */
    public static Path write(Path file, long seed, int events, int maxLog, Protocol<Node, Event, Message> protocol) {
        List<NodeId> nodes = nodes(5);
        try (LogWriter<Node, Event, Message> log = LogWriter.open(new RaftBinding(), nodes, file)) {
            RandomWalk walk = new RandomWalk(nodes, protocol, maxLog, seed, log);
            walk.start();
            for (int i = 0; i < events; i++) {
                walk.step();
            }
        }
        return file;
    }

    private void start() {
        network.clear();
        nodes.forEach(node -> states.put(node, protocol.initial(node)));
        nodes.forEach(node -> clocks.put(node, new HashMap<>()));
        log.init(states);
    }

    private void step() {
        List<NodeId> leaders = nodes.stream()
                .filter(node -> states.get(node).role() == Role.LEADER)
                .toList();
        if (leaders.stream().anyMatch(node -> states.get(node).log().size() >= maxLog)) {
            start();
            step();
            return;
        }
        NodeId any = nodes.get(random.nextInt(nodes.size()));
        int dice = random.nextInt(1000);
        if (dice < 2) {
            take(new Event.Restart(any), Map.of());
        } else if (leaders.isEmpty() ? dice < 50 : dice < 6 && !leaders.contains(any)) {
            take(new Event.Timeout(any), Map.of());
        } else if (!network.isEmpty() && (leaders.isEmpty() || dice < 600)) {
            receive(random.nextInt(network.size()));
        } else if (!leaders.isEmpty() && dice < 700) {
            take(new Event.ClientRequest(one(leaders), new Command("c" + ++commands)), Map.of());
        } else if (!leaders.isEmpty()) {
            NodeId leader = one(leaders);
            take(
                    new Event.SendAppendEntries(
                            leader,
                            one(nodes.stream()
                                    .filter(node -> !node.equals(leader))
                                    .toList())),
                    Map.of());
        } else {
            take(new Event.Timeout(any), Map.of());
        }
    }

    private void receive(int index) {
        Sent sent = random.nextInt(10) == 0 ? network.get(index) : network.remove(index);
        take(new Event.Receive(sent.message().to(), sent.message()), sent.clock());
    }

    private void take(Event event, Map<NodeId, Long> cause) {
        NodeId node = event.node();
        Step<Node, Message> step = protocol.step(states.get(node), event);
        states.put(node, step.state());
        Map<NodeId, Long> clock = new HashMap<>(clocks.get(node));
        cause.forEach((other, count) -> clock.merge(other, count, Math::max));
        clock.merge(node, 1L, Long::sum);
        clocks.put(node, clock);
        log.event(node, event, step.state(), step.messages(), clock);
        step.messages().forEach(message -> network.add(new Sent(message, clock)));
        while (network.size() > MAX_IN_FLIGHT) {
            network.remove(random.nextInt(network.size()));
        }
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
