package dev.quorate.conformance.log;

import dev.quorate.core.NodeId;
import java.util.List;

/**
 * What the first line of a log says.
 *
 * @param spec the spec that the log is to be a behaviour of
 * @param nodes the nodes of the cluster
 */
public record LogHeader(String spec, List<NodeId> nodes) {
    static final String FORMAT = "quorate-log";
    static final int VERSION = 1;

    public LogHeader {
        nodes = List.copyOf(nodes);
    }
}
