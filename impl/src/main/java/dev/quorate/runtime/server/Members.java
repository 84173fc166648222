package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.api.Response;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The servers of a cluster, and where they are. */
record Members(Map<NodeId, InetSocketAddress> addresses) {
    Members {
        addresses = new TreeMap<>(addresses);
    }

    boolean knows(NodeId node) {
        return addresses.containsKey(node);
    }

    Optional<Response.Member> member(NodeId node) {
        return Optional.ofNullable(addresses.get(node))
                .map(address -> new Response.Member(node, Addresses.text(address)));
    }

    String unknown(NodeId node) {
        return "there is no server " + node + "; the cluster's are " + names(", ");
    }

    String names(String between) {
        return addresses.keySet().stream().map(NodeId::name).collect(Collectors.joining(between));
    }
}
