package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import java.util.Map;
import java.util.Set;

/**
 * Who writes down what a replica does, so that it can be held against the spec. Called by the replica's thread.
 *
 * <p>A step is written down before what it changes is on disk, and its messages leave after both. So what a replica finds after a
 * crash may lack the last steps that were written down, and these have told nobody anything: they are taken back.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public interface Tracer<S, E, M> {
    /**
     * The replica starts.
     *
     * @param state its state, after Restart if it has run before
     * @param position of how many records on disk that is the outcome; steps written down since are taken back
     */
    void started(S state, long position);

    /** A message is about to be received that was sent when the sender had seen so many events of each node. */
    void receiving(M message, Map<NodeId, Long> clock);

    /**
     * A step was taken.
     *
     * @param position how many records there are on disk once it has what the step changes
     * @return how many events of each node the replica has seen, this one included
     */
    Map<NodeId, Long> stepped(E event, S before, S after, Set<M> sent, long position);

    /** Everything up to here is to be in the file now, whether on disk or not. */
    void flush();

    /** What the steps up to here have changed is on disk. */
    void kept();

    /** The steps since that was so have not happened. */
    void takeBack();

    /** Nobody. */
    static <S, E, M> Tracer<S, E, M> none() {
        return new Tracer<>() {
            @Override
            public void started(S state, long position) {}

            @Override
            public void receiving(M message, Map<NodeId, Long> clock) {}

            @Override
            public Map<NodeId, Long> stepped(E event, S before, S after, Set<M> sent, long position) {
                return Map.of();
            }

            @Override
            public void flush() {}

            @Override
            public void kept() {}

            @Override
            public void takeBack() {}
        };
    }
}
