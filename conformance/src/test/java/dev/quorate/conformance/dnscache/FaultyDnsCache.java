package dev.quorate.conformance.dnscache;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.dnscache.Event;
import dev.quorate.replication.dnscache.Message;
import dev.quorate.replication.dnscache.Message.Query;
import dev.quorate.replication.dnscache.Message.Response;
import dev.quorate.replication.dnscache.Node;
import java.util.Optional;

/** The world of caches with a time to live with a fault in the code, made by doing something else than what is asked. */
enum FaultyDnsCache {
    /** The time to live counts from when the response arrives. */
    COUNTS_FROM_ARRIVAL,

    /** What is cached is never dropped. */
    NEVER_EXPIRES,

    /** The clock of a node that restarts is 0. */
    FORGETS_THE_TIME,

    /** What was written is not on disk. */
    FORGETS_WHAT_WAS_WRITTEN,

    /** A resolver answers with what nobody has written. */
    INVENTS,

    /** The authority does not answer. */
    IS_SILENT;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Message arrived = event instanceof Event.Receive receive ? receive.message() : null;
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        return switch (this) {
            case COUNTS_FROM_ARRIVAL ->
                arrived instanceof Response m
                        ? code.step(s, new Event.Receive(m.to(), new Response(m.from(), m.to(), s.clock(), m.value())))
                        : step;
            case NEVER_EXPIRES ->
                event instanceof Event.Tick
                        ? Step.to(new Node(after.clock(), after.value(), s.cache(), after.reading()))
                        : step;
            case FORGETS_THE_TIME ->
                event instanceof Event.Restart ? Step.to(new Node(0, after.value(), Optional.empty(), false)) : step;
            case FORGETS_WHAT_WAS_WRITTEN ->
                event instanceof Event.Restart
                        ? Step.to(new Node(after.clock(), Optional.empty(), Optional.empty(), false))
                        : step;
            case INVENTS ->
                arrived instanceof Response m
                        ? code.step(
                                s,
                                new Event.Receive(
                                        m.to(),
                                        new Response(m.from(), m.to(), m.at(), Optional.of(new Command("invented")))))
                        : step;
            case IS_SILENT -> arrived instanceof Query ? Step.to(s) : step;
        };
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
