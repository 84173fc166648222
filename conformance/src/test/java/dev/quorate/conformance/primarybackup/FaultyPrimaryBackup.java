package dev.quorate.conformance.primarybackup;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Message;
import dev.quorate.replication.primarybackup.Message.Copied;
import dev.quorate.replication.primarybackup.Message.Copy;
import dev.quorate.replication.primarybackup.Node;
import java.util.List;
import java.util.Set;

/** Primary–backup's world with a fault in the code, made by doing something else than what is asked. */
enum FaultyPrimaryBackup {
    /** The client is answered before the backups have a copy. */
    ACKNOWLEDGES_FIRST,

    /** One backup that has a copy is enough. */
    WAITS_FOR_ONE,

    /** A backup's copy is not on disk. */
    FORGETS_ITS_LOG,

    /** Who the primary is is not on disk. */
    FORGETS_WHO_LEADS,

    /** A copy is taken from whoever sends it. */
    BELIEVES_EARLIER_PRIMARIES,

    /** A copy that comes late drops what came after it. */
    TRUNCATES_ALWAYS,

    /** A backup keeps what it has, and says that it has what it was sent. */
    NEVER_TRUNCATES,

    /** Nothing is ever acknowledged. */
    ACKNOWLEDGES_NOTHING;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Message arrived = event instanceof Event.Receive receive ? receive.message() : null;
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        boolean leads = after.up() && after.primary().equals(event.node());
        return switch (this) {
            case ACKNOWLEDGES_FIRST ->
                leads
                        ? new Step<>(
                                with(
                                        after,
                                        after.log(),
                                        after.awaited(),
                                        after.log().size()),
                                step.messages())
                        : step;
            case WAITS_FOR_ONE ->
                arrived instanceof Copied m
                                && s.awaited().contains(m.from())
                                && m.index() == s.log().size()
                        ? Step.to(with(s, s.log(), Set.of(), s.log().size()))
                        : step;
            case FORGETS_ITS_LOG ->
                event instanceof Event.Restart && !leads ? Step.to(with(after, List.of(), Set.of(), 0)) : step;
            case FORGETS_WHO_LEADS ->
                event instanceof Event.Restart && s.up()
                        ? Step.to(with(code.initial(event.node()), s.log(), Set.of(), 0))
                        : step;
            case BELIEVES_EARLIER_PRIMARIES ->
                arrived instanceof Copy m && s.up()
                        ? code.step(with(code.initial(m.from()), s.log(), Set.of(), 0), event)
                        : step;
            case TRUNCATES_ALWAYS ->
                arrived instanceof Copy m && !step.messages().isEmpty()
                        ? new Step<>(with(after, after.log().subList(0, m.index()), Set.of(), 0), step.messages())
                        : step;
            case NEVER_TRUNCATES ->
                arrived instanceof Copy m && m.index() <= s.log().size()
                        ? new Step<>(with(after, s.log(), after.awaited(), after.acked()), step.messages())
                        : step;
            case ACKNOWLEDGES_NOTHING -> new Step<>(with(after, after.log(), after.awaited(), 0), step.messages());
        };
    }

    private static Node with(Node s, List<Command> log, Set<NodeId> awaited, int acked) {
        return new Node(s.up(), s.primary(), log, s.excluded(), awaited, acked);
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
