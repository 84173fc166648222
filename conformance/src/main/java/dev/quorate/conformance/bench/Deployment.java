package dev.quorate.conformance.bench;

import java.net.URI;
import java.util.List;

/**
 * How three servers of a system are started, and how a load reaches them.
 *
 * @param target the name of its {@link Target.Provider}
 * @param servers for each server the command that runs it
 * @param addresses where each answers clients, as HOST:PORT
 * @param counters for each a page of metrics, whose fragment is the metric that counts fsyncs; empty if they do not count them
 * @param loadClassPath what the process of the load needs
 */
public record Deployment(
        String target, List<List<String>> servers, List<String> addresses, List<URI> counters, String loadClassPath) {
    public Deployment {
        servers = servers.stream().map(List::copyOf).toList();
        addresses = List.copyOf(addresses);
        counters = List.copyOf(counters);
    }
}
