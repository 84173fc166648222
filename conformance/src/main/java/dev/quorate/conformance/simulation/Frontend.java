package dev.quorate.conformance.simulation;

import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;

/**
 * What clients meet of the nodes: it hands what they ask for to the protocol, and answers when that has done it. It is lost with
 * its node.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 */
interface Frontend<S, E> {
    /** Where an answer goes. */
    interface Reply {
        /**
         * Answers.
         *
         * @param version the version of the store that was made or read
         */
        void send(Answer answer, long version);
    }

    /**
     * Whether a node does what it is asked, or will; then it replies once, unless it crashes.
     *
     * @param seen the version of the store that the client has seen last
     */
    boolean takes(int node, Entry entry, long seen, Reply reply);

    /** A node has taken a step. */
    void stepped(int node, S before, E event, S after);

    /** A node has stopped. */
    void crashed(int node);
}
