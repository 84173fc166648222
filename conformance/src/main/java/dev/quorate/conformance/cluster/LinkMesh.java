package dev.quorate.conformance.cluster;

import dev.quorate.conformance.cluster.Proxy.Condition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A link from each of some servers to each other one. A server dials another through its link to it, and sends on that alone. */
final class LinkMesh implements AutoCloseable {
    /** By where they come from, then by where they go; none from a server to itself. */
    private final List<List<Proxy>> links = new ArrayList<>();

    /**
     * Links that are well.
     *
     * @param servers where the servers listen
     */
    LinkMesh(List<InetSocketAddress> servers) throws IOException {
        for (int from = 0; from < servers.size(); from++) {
            List<Proxy> row = new ArrayList<>();
            for (InetSocketAddress server : servers) {
                row.add(new Proxy(server));
            }
            links.add(row);
        }
    }

    /** Where a server finds another. */
    InetSocketAddress address(int from, int to) {
        return links.get(from).get(to).address();
    }

    /** What {@code from} sends does not arrive. */
    void cut(int from, int to, boolean stalls) {
        if (from != to) {
            links.get(from).get(to).become(stalls ? Condition.STALLED : Condition.DOWN);
        }
    }

    /** All links are well again. */
    void heal() {
        links.forEach(row -> row.forEach(link -> link.become(Condition.WELL)));
    }

    @Override
    public void close() throws IOException {
        for (List<Proxy> row : links) {
            for (Proxy link : row) {
                link.close();
            }
        }
    }
}
