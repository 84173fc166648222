package dev.quorate.conformance.log;

import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Map;

/**
 * What the first line of a log says.
 *
 * @param spec the spec that the log is to be a behaviour of
 * @param nodes the nodes of the cluster
 * @param constants what else the spec's constants are, where the log is one of a cluster that has its own
 */
public record LogHeader(String spec, List<NodeId> nodes, Map<String, Integer> constants) {
    static final String FORMAT = "quorate-log";
    static final int VERSION = 1;

    public LogHeader {
        nodes = List.copyOf(nodes);
        constants = Map.copyOf(constants);
    }
}
