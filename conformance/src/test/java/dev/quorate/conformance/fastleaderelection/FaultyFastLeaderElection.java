package dev.quorate.conformance.fastleaderelection;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.election.Event;
import dev.quorate.zab.election.Message;
import dev.quorate.zab.election.Message.Notification;
import dev.quorate.zab.election.Node;
import dev.quorate.zab.election.State;
import dev.quorate.zab.election.Vote;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Fast Leader Election's world with a fault in the code, made by doing something else than what is asked. */
enum FaultyFastLeaderElection {
    /** A vote of an earlier round counts in this one. */
    COUNTS_STALE_VOTES,

    /** The last vote that arrives is as good as any. */
    TAKES_ANY_VOTE,

    /** A server takes over whom to vote for, and takes the leader to have one transaction more. */
    INVENTS_A_ZXID,

    /** A server joins whom one other follows. */
    BELIEVES_ONE_FOLLOWER,

    /** A server leads once it sees that anybody is elected. */
    ALWAYS_LEADS,

    /** A server that catches up with a round takes over the vote, too, though its own history is later. */
    VOTES_BELOW_ITS_HISTORY,

    /** A server takes over an earlier round. */
    GOES_BACK,

    /** Nobody counts who supports it, so nobody is ever elected. */
    HEARS_NO_SUPPORT;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Notification arrived = event instanceof Event.Receive receive ? (Notification) receive.message() : null;
        boolean bothLook = arrived != null && arrived.state() == State.LOOKING && s.isLooking();
        NodeId n = event.node();
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        return switch (this) {
            case COUNTS_STALE_VOTES ->
                bothLook && arrived.round() < s.round() ? code.step(s, inRound(n, arrived, s.round())) : step;
            case TAKES_ANY_VOTE ->
                bothLook && arrived.round() == s.round()
                        ? new Step<>(with(after, after.round(), arrived.vote(), Set.of()), step.messages())
                        : step;
            case INVENTS_A_ZXID ->
                bothLook && !after.vote().equals(s.vote())
                        ? new Step<>(
                                with(after, after.round(), oneMore(after.vote().orElseThrow()), Set.of()),
                                step.messages())
                        : step;
            case BELIEVES_ONE_FOLLOWER ->
                arrived != null
                                && arrived.state() == State.FOLLOWING
                                && s.isLooking()
                                && !arrived.vote().leader().equals(n)
                        ? Step.to(settled(s, State.FOLLOWING, arrived.round(), arrived.vote()))
                        : step;
            case ALWAYS_LEADS ->
                s.isLooking() && after.state() == State.FOLLOWING
                        ? Step.to(settled(
                                s, State.LEADING, after.round(), after.vote().orElseThrow()))
                        : step;
            case VOTES_BELOW_ITS_HISTORY ->
                bothLook && arrived.round() > s.round()
                        ? new Step<>(with(after, after.round(), arrived.vote(), Set.of()), step.messages())
                        : step;
            case GOES_BACK ->
                bothLook && arrived.round() < s.round()
                        ? Step.to(with(s, arrived.round(), s.vote().orElseThrow(), Set.of()))
                        : step;
            case HEARS_NO_SUPPORT ->
                after.isLooking()
                        ? new Step<>(with(after, after.round(), after.vote().orElseThrow(), Set.of()), step.messages())
                        : step;
        };
    }

    private static Event inRound(NodeId n, Notification m, int round) {
        return new Event.Receive(n, new Notification(m.from(), m.to(), m.state(), round, m.vote()));
    }

    private static Vote oneMore(Vote vote) {
        return new Vote(
                vote.leader(),
                vote.epoch(),
                new Zxid(vote.zxid().epoch(), vote.zxid().counter() + 1));
    }

    private static Node with(Node s, int round, Vote vote, Set<NodeId> supporters) {
        return new Node(
                s.state(), s.epoch(), s.zxid(), round, Optional.of(vote), new HashSet<>(supporters), s.outOfElection());
    }

    private static Node settled(Node s, State state, int round, Vote vote) {
        return new Node(state, s.epoch(), s.zxid(), round, Optional.of(vote), Set.of(), Set.of());
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
