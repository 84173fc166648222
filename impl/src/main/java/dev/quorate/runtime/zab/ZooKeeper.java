package dev.quorate.runtime.zab;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.runtime.Inner;
import dev.quorate.zab.broadcast.Zab;
import dev.quorate.zab.election.FastLeaderElection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Zab with Fast Leader Election for its oracle, as a pure state machine: beside {@code specs/zab/ZooKeeper.tla}, whose actions are
 * the events of the same names. Whoever looks for a leader in Zab looks for one in the election, with what it has on disk; whoever
 * is done with the election goes on with discovery.
 *
 * <p>Zab's messages go over connections, which the spec takes for granted; {@link Link} says how they are made. The spec has both
 * ends of a connection end at once. Here each end ends by itself, as soon as it misses something or is told, and takes nothing more
 * from then on; what is under way to the other end may be taken there still, as if it had come before.
 */
public final class ZooKeeper implements Protocol<Server, ServerEvent, ServerMessage> {
    private final Set<NodeId> servers;
    private final Zab zab;
    private final FastLeaderElection election;

    /**
     * An ensemble of these servers.
     *
     * @param maxDiff who lacks more transactions than this is sent the whole history
     * @param condense makes fewer commands of those of a snapshot, that lead to the same state
     */
    public ZooKeeper(Set<NodeId> servers, int maxDiff, UnaryOperator<List<Command>> condense) {
        this.servers = Set.copyOf(servers);
        zab = new Zab(servers, Set.of(), maxDiff, condense);
        election = new FastLeaderElection(servers);
    }

    @Override
    public Server initial(NodeId node) {
        return new Server(zab.initial(node), election.initial(node), Links.none(0));
    }

    @Override
    public Step<Server, ServerMessage> step(Server s, ServerEvent event) {
        Course course = course(s, event);
        return new Step<>(course.server(), course.sent());
    }

    /** The steps of Zab and of the election that a step consists of, in their order. */
    List<Inner> inner(Server s, ServerEvent event) {
        return course(s, event).inner();
    }

    private Course course(Server s, ServerEvent event) {
        Course course = new Course(servers, zab, election, event.node(), s);
        course.take(event);
        return course;
    }
}
