package dev.quorate.conformance.cli;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.net.Tls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What commands that have to do with a running cluster are told, as people write it. */
final class ClusterInputs {
    /** The first port of {@code serve --local}. */
    static final int FIRST_PORT = 7101;

    /** Where {@code serve --local 3} listens. */
    static final String LOCAL = "127.0.0.1:7101,127.0.0.1:7102,127.0.0.1:7103";

    private static final int MAX_SERVERS = 30;

    private ClusterInputs() {}

    /** A cluster's servers, such as {@code 1=127.0.0.1:7101,2=127.0.0.1:7102}. */
    static Map<NodeId, InetSocketAddress> members(String text) {
        Map<NodeId, InetSocketAddress> members = new TreeMap<>();
        for (String one : text.split(",", -1)) {
            int equals = one.indexOf('=');
            String id = equals < 0 ? "" : one.substring(0, equals);
            if (!id.matches("[A-Za-z0-9_.-]{1,40}")) {
                throw new BadInputException("--cluster " + text + ": \"" + one
                        + "\" is no server; expected ID=HOST:PORT, such as 1=127.0.0.1:7101");
            }
            InetSocketAddress address = address("--cluster", one.substring(equals + 1));
            if (members.containsValue(address)) {
                throw new BadInputException("--cluster " + text + ": two servers have the address "
                        + Addresses.text(address) + "; each needs its own");
            }
            if (members.put(new NodeId(id), address) != null) {
                throw new BadInputException("--cluster " + text + ": there are two servers " + id);
            }
        }
        if (members.size() > MAX_SERVERS) {
            throw new BadInputException(
                    "--cluster: expected 1 to " + MAX_SERVERS + " servers, found " + members.size());
        }
        return members;
    }

    /** Where servers are; an id in front, as servers are told it, is of no interest to a client. */
    static List<InetSocketAddress> servers(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            servers.add(address("--cluster", one.substring(one.indexOf('=') + 1)));
        }
        return servers;
    }

    static InetSocketAddress address(String option, String text) {
        try {
            return Addresses.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(option + " " + e.getMessage(), e);
        }
    }

    /** The files of TLS: all three, or none. */
    static Optional<Tls> tls(Path authority, Path certificate, Path key) {
        if (authority == null && certificate == null && key == null) {
            return Optional.empty();
        } else if (authority == null || certificate == null || key == null) {
            throw new BadInputException("TLS needs all three: --tls-ca, --tls-cert and --tls-key;"
                    + " `quorate certificates` makes such files for a trial");
        }
        return Optional.of(new Tls(authority, certificate, key));
    }
}
