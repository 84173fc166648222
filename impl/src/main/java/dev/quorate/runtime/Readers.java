package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.LinearizableReads.Fate;
import dev.quorate.runtime.LinearizableReads.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who waits to read. All that come before a round begins share it. */
final class Readers<S, E> {
    private final LinearizableReads<S, E> reads;
    private final int limit;

    /** Those for whom no round has begun yet. */
    private List<Consumer<Reply>> fresh = new ArrayList<>();

    private final Deque<Round> rounds = new ArrayDeque<>();
    private int count;

    private record Round(Ticket ticket, List<Consumer<Reply>> replies) {}

    Readers(LinearizableReads<S, E> reads, int limit) {
        this.reads = reads;
        this.limit = limit;
    }

    boolean isFull() {
        return count >= limit;
    }

    void add(Consumer<Reply> reply) {
        fresh.add(reply);
        count++;
    }

    boolean hasFresh() {
        return !fresh.isEmpty();
    }

    /** A step was taken that was to begin a round. If it has not, those who wait wait on. */
    void asked(S before, E event, S after) {
        reads.begun(before, event, after).ifPresent(ticket -> {
            rounds.add(new Round(ticket, fresh));
            fresh = new ArrayList<>();
        });
    }

    /** Answers those whose round a quorum has confirmed, with a state that has all that is committed by now. */
    void answer(S state, Reply current) {
        while (!rounds.isEmpty() && reads.fate(state, rounds.peek().ticket()) == Fate.DONE) {
            reply(rounds.poll().replies(), current);
        }
    }

    /** The replica leads no more. */
    void giveUp(Optional<NodeId> leader) {
        Reply notLeader = new Reply.NotLeader(leader);
        while (!rounds.isEmpty()) {
            reply(rounds.poll().replies(), notLeader);
        }
        List<Consumer<Reply>> unbegun = fresh;
        fresh = new ArrayList<>();
        reply(unbegun, notLeader);
    }

    private void reply(List<Consumer<Reply>> replies, Reply reply) {
        count -= replies.size();
        replies.forEach(one -> one.accept(reply));
    }
}
