package dev.quorate.conformance.binding;

import dev.quorate.core.NodeId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a client has a node catch up before it reads there: the node asks whom it takes for the leader how far the log goes, and
 * waits until it has applied that much (ZooKeeper's {@code sync}).
 *
 * @param <S> the local state of a node
 */
public interface Syncs<S> {
    /** Whom a node takes for the leader, itself perhaps. */
    Optional<NodeId> leader(S state);

    /** Of a node that takes itself for the leader, the version of the store once its whole log is applied; empty for others. */
    OptionalLong last(NodeId node, S state);
}
