package dev.quorate.conformance.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Addresses on this machine. */
final class Ports {
    static final int SERVERS = 3;
    private static final String HOST = "127.0.0.1";

    private Ports() {}

    /** A free port for each of three servers. They are free when this returns; nothing keeps them so. */
    static List<Integer> free() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SERVERS; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    static String address(int port) {
        return HOST + ":" + port;
    }

    static List<String> addresses(List<Integer> ports) {
        return ports.stream().map(Ports::address).toList();
    }

    /** The pages of metrics at these ports, and which metric of them counts fsyncs. */
    static List<URI> counters(List<Integer> ports, String metric) {
        return ports.stream()
                .map(port -> URI.create("http://" + address(port) + "/metrics#" + metric))
                .toList();
    }

    static IntStream servers() {
        return IntStream.range(0, SERVERS);
    }
}
