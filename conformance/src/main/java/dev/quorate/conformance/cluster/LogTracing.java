package dev.quorate.conformance.cluster;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Tracer;
import dev.quorate.runtime.server.ServerConfig;
import dev.quorate.runtime.server.Tracing;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Writes the log of a server's replica, which {@code quorate validate} takes with those of the other servers.
 *
 * @param nodes all servers of the cluster
 * @param file where it goes; if the protocol is made of several, the logs of the others go beside it
 */
public record LogTracing(Collection<NodeId> nodes, Path file) implements Tracing {
    @Override
    public <S, E, M> Tracer<S, E, M> tracer(NodeId node, Engine<S, E, M> engine) {
        return new SpecTracer<>(
                node, List.copyOf(nodes).stream().sorted().toList(), engine, ServerConfig.MAX_SESSIONS, file);
    }
}
