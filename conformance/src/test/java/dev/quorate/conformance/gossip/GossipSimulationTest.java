package dev.quorate.conformance.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.gossip.Exchange;
import dev.quorate.conformance.binding.gossip.GossipBinding;
import dev.quorate.conformance.binding.gossip.GossipVectorBinding;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.simulation.HistoryObserver;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.simulation.Violation;
import dev.quorate.conformance.value.Value;
import dev.quorate.replication.gossip.Event;
import dev.quorate.replication.gossip.Message;
import dev.quorate.replication.gossip.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults Gossip keeps its properties, of which linearizability is none; and with a fault in its code it does not. */
class GossipSimulationTest {
    private static final Profile BUSY = Profile.CHAOS
            .with(Setting.STRAGGLERS, 0.3)
            .with(Setting.CLIENTS, 8)
            .with(Setting.THINK, 20)
            .with(Setting.CRASH_EVERY, 100);

    /** One client, so that hardly any two writes are concurrent. */
    private static final Profile ALONE = BUSY.with(Setting.CLIENTS, 1);

    /** Clients are spread over the nodes, and each sees what its node has. */
    @ParameterizedTest
    @CsvSource({
        "gossip,        calm",
        "gossip,        lossy",
        "gossip,        partitions",
        "gossip,        crashes",
        "gossip,        chaos",
        "gossip-vector, calm",
        "gossip-vector, lossy",
        "gossip-vector, partitions",
        "gossip-vector, crashes",
        "gossip-vector, chaos"
    })
    void copiesConvergeUnderEveryProfileAndReadsAreStale(String spec, String profile) {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Options options = options(5, 20_000, Profile.of(profile));
        Result result = Simulator.simulate(binding(spec), options, clients, line -> {});

        assertEquals(Optional.empty(), result.violation(), "a property of Gossip");
        assertTrue(
                result.statistics().of("copies brought up to date") > 1000,
                () -> "copies change: " + result.statistics().all());
        assertEquals(Verdict.NO, verdict(clients), "whether what clients see is linearizable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gossip", "gossip-vector"})
    void oneNodeIsARegister(String spec) {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Result result = Simulator.simulate(binding(spec), options(1, 3_000, Profile.LOSSY), clients, line -> {});

        assertEquals(Optional.empty(), result.violation());
        assertTrue(result.statistics().of("requests answered") > 500, "clients are answered");
        assertEquals(Verdict.YES, verdict(clients), "there is no other copy");
    }

    @ParameterizedTest
    @CsvSource({
        "gossip, PUSH", "gossip, PULL", "gossip, PUSH_PULL",
        "gossip-vector, PUSH", "gossip-vector, PULL", "gossip-vector, PUSH_PULL"
    })
    void eachExchangeIsEnoughByItself(String spec, Exchange exchange) {
        Options options = options(4, 20_000, BUSY);
        Result result = Simulator.simulate(world(spec, options, exchange), options, new Observer<>() {}, line -> {});

        assertEquals(Optional.empty(), result.violation(), exchange::toString);
        Set<String> begun = Stream.of("Push", "Pull", "PushPull")
                .filter(event -> result.statistics().of(event) > 0)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(exchange.begin(
                                options.nodeIds().get(0), options.nodeIds().get(1))
                        .getClass()
                        .getSimpleName()),
                begun,
                "nodes use this exchange and no other");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void clustersOfOtherSizesHaveSiblingsAndReconcileThem(int nodes) {
        Result result = Simulator.simulate(
                binding("gossip-vector"), options(nodes, 20_000, BUSY), new Observer<>() {}, line -> {});

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        for (String notable : List.of("siblings met", "siblings reconciled")) {
            assertTrue(
                    result.statistics().of(notable) > 100,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gossip,        PUSH_PULL, FORGETS_ITS_COPY,     CopiesGrow",
        "gossip,        PUSH_PULL, HAS_A_LATE_CLOCK,     CopiesGrow",
        "gossip,        PUSH_PULL, TAKES_WHAT_COMES,     CopiesGrow",
        "gossip,        PUSH_PULL, KEEPS_ALL,            NoFalseSiblings",
        "gossip,        PUSH_PULL, KEEPS_ITS_OWN,        Liveness",
        "gossip,        PULL,      NEVER_ANSWERS,        Liveness",
        "gossip-vector, PUSH_PULL, FORGETS_ITS_COPY,     CopiesGrow",
        "gossip-vector, PUSH_PULL, COUNTS_ITS_OWN_ENTRY, CopiesGrow",
        "gossip-vector, PUSH_PULL, SHARES_AN_ENTRY,      UniqueStamps",
        "gossip-vector, PUSH_PULL, TAKES_WHAT_COMES,     CopiesGrow",
        "gossip-vector, PUSH_PULL, KEEPS_ALL,            NoFalseSiblings",
        "gossip-vector, PUSH_PULL, KEEPS_ITS_OWN,        Liveness",
        "gossip-vector, PUSH_PULL, DROPS_SIBLINGS,       CopiesGrow",
        "gossip-vector, PULL,      NEVER_ANSWERS,        Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(String spec, Exchange exchange, FaultyGossip fault, String property) {
        Options options = options(3, 1_000_000, BUSY);
        Violation violation = Faults.found(fault.in(world(spec, options, exchange)), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    /** What a step of one node breaks is found first; what it leads to is found without that. */
    @ParameterizedTest
    @CsvSource({
        "gossip,        FORGETS_ITS_COPY,     OnlyConcurrentLost",
        "gossip,        HAS_A_LATE_CLOCK,     ClockCondition",
        "gossip-vector, FORGETS_ITS_COPY,     NoWriteLost",
        "gossip-vector, DROPS_SIBLINGS,       NoWriteLost",
        "gossip-vector, COUNTS_ITS_OWN_ENTRY, ClockCondition",
        "gossip-vector, PICKS_A_SIBLING,      StrongClockCondition"
    })
    void aFaultInTheCodeBreaksAnInvariant(String spec, FaultyGossip fault, String property) {
        Options options = options(3, 1_000_000, spec.equals("gossip") ? ALONE : BUSY);
        Violation violation =
                Faults.found(fault.in(withoutStepProperties(world(spec, options, Exchange.PUSH_PULL))), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    private static Verdict verdict(HistoryObserver<Node, Event, Message> clients) {
        return Checker.of(Models.named("key-value").orElseThrow())
                .check(clients.history())
                .verdict();
    }

    private static GossipBinding binding(String spec) {
        return spec.equals("gossip") ? new GossipBinding() : new GossipVectorBinding();
    }

    private static World<Node, Event, Message, ?> world(String spec, Options options, Exchange exchange) {
        Map<String, Value> constants = new HashMap<>(options.constants());
        String event = exchange.begin(
                        options.nodeIds().get(0), options.nodeIds().get(0))
                .getClass()
                .getSimpleName();
        constants.put("Exchanges", Value.set(List.of(Value.of(event))));
        Binding<Node, Event, Message> binding = binding(spec);
        return binding.world(constants);
    }

    @SuppressWarnings("unchecked") // A proxy of World is one for any types.
    private static <G> World<Node, Event, Message, G> withoutStepProperties(World<Node, Event, Message, G> world) {
        return (World<Node, Event, Message, G>) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("brokenByStep")) {
                        return Optional.empty();
                    }
                    try {
                        return method.invoke(world, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Options options(int nodes, long steps, Profile profile) {
        return new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.LOG);
    }
}
