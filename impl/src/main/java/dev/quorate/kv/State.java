package dev.quorate.kv;

import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The state of a replica: the spec's {@code replicas[r]}. What commands come to, and nothing else, so that replicas that have
 * applied the same are equal.
 *
 * @param applied how many commands have been applied
 * @param registered how many sessions have been opened
 * @param sessions those that have not expired, by name, in order
 * @param store what clients see
 */
public record State(long applied, long registered, PSortedMap<Long, Session> sessions, Store store) {
    static final State INITIAL = new State(0, 0, TreePMap.empty(), Store.EMPTY);

    public State {
        Text.check(registered >= 0 && registered <= applied, "each session was opened by a command");
    }
}
