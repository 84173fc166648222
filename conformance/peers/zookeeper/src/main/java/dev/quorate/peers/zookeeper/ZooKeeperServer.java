package dev.quorate.peers.zookeeper;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.metrics.Summary;
import org.apache.zookeeper.server.ServerMetrics;
import org.apache.zookeeper.server.metric.AvgMinMaxCounter;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** A server of ZooKeeper as it comes, and beside it a page that says how many fsyncs it has done. */
public final class ZooKeeperServer {
    private ZooKeeperServer() {}

    /** Arguments: the configuration file, and the port of the page. */
    public static void main(String[] arguments) throws IOException {
        HttpServer page = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])), 0);
        page.createContext("/metrics", exchange -> {
            byte[] text = ("fsyncs " + fsyncs() + "\n").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        page.start();
        QuorumPeerMain.main(new String[] {arguments[0]});
    }

    private static long fsyncs() {
        Summary times = ServerMetrics.getMetrics().FSYNC_TIME;
        return times instanceof AvgMinMaxCounter counter ? counter.getCount() : 0;
    }
}
