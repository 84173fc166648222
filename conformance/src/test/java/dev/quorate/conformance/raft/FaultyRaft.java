package dev.quorate.conformance.raft;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Message.AppendEntries;
import dev.quorate.raft.Message.AppendEntriesReply;
import dev.quorate.raft.Message.RequestVote;
import dev.quorate.raft.Node;
import java.util.Optional;
import java.util.Set;

/** Raft's world with a fault in the code, made by doing something else than what is asked. */
public enum FaultyRaft {
    /** Whoever asks gets the vote, though it was given already. */
    VOTES_TWICE,

    /** The vote is not on disk. */
    FORGETS_ITS_VOTE,

    /** A follower says that it holds what it was sent, without looking whether it can. */
    ACKNOWLEDGES_BLINDLY,

    /** Nobody's answer is heard, so nothing is ever committed. */
    HEARS_NO_ANSWER;

    private Step<Node, Message> step(Protocol<Node, Event, Message> raft, Node s, Event event) {
        Optional<Message> arrived =
                event instanceof Event.Receive receive ? Optional.of(receive.message()) : Optional.empty();
        Step<Node, Message> step = raft.step(s, event);
        return switch (this) {
            case VOTES_TWICE ->
                arrived.filter(RequestVote.class::isInstance).isPresent() ? raft.step(withoutVote(s), event) : step;
            case FORGETS_ITS_VOTE ->
                event instanceof Event.Restart ? new Step<>(withoutVote(step.state()), step.messages()) : step;
            case ACKNOWLEDGES_BLINDLY ->
                arrived.filter(AppendEntries.class::isInstance)
                        .map(AppendEntries.class::cast)
                        .filter(m -> m.term() == step.state().currentTerm())
                        .map(m -> new Step<Node, Message>(
                                step.state(),
                                Set.of(new AppendEntriesReply(
                                        m.to(),
                                        m.from(),
                                        m.term(),
                                        true,
                                        m.prevLogIndex() + m.entries().size()))))
                        .orElse(step);
            case HEARS_NO_ANSWER ->
                arrived.filter(AppendEntriesReply.class::isInstance).isPresent() ? Step.to(s) : step;
        };
    }

    /** The same world, in which the code has this fault. */
    public <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }

    private static Node withoutVote(Node s) {
        return new Node(
                s.currentTerm(),
                Optional.empty(),
                s.log(),
                s.role(),
                s.votesGranted(),
                s.nextIndex(),
                s.matchIndex(),
                s.commitIndex());
    }
}
