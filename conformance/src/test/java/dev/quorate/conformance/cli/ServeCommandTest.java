package dev.quorate.conformance.cli;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.server.Server;
import dev.quorate.runtime.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code quorate serve} refuses, and what {@code quorate client} says of what it was asked for. */
@Timeout(60)
class ServeCommandTest {
    private static final String THREE = "1=127.0.0.1:7101,2=127.0.0.1:7102,3=127.0.0.1:7103";

    @TempDir
    private Path folder;

    @Test
    void aServerThatIsNotToldEnoughSaysWhatItNeeds() {
        Run.of("serve").assertEnds(2, "a server needs --id, --cluster and --data");
        Run.of("serve", "--id", "1", "--cluster", THREE).assertEnds(2, "a server needs --id, --cluster and --data");
        Run.of("serve", "--local", "3", "--id", "1").assertEnds(2, "are of a single server");
    }

    @Test
    void aListOfServersThatIsNoneIsRefused() {
        refused("1", "127.0.0.1:7101", "\"127.0.0.1:7101\" is no server; expected ID=HOST:PORT");
        refused("1", "1=127.0.0.1", "\"127.0.0.1\": expected a host and a port");
        refused("1", "1=127.0.0.1:x", "\"127.0.0.1:x\": expected a host and a port");
        refused("1", "1=127.0.0.1:70000", "a port of 1 to 65535");
        refused("1", THREE + ",", "\"\" is no server");
        refused("1", "1=127.0.0.1:1,1=127.0.0.1:2", "there are two servers 1");
        refused("1", "1=127.0.0.1:1,2=127.0.0.1:1", "two servers have the address 127.0.0.1:1");
        refused("4", THREE, "--cluster has no such server, but 1, 2, 3");
        refused("", THREE, "--cluster has no such server");
    }

    private void refused(String id, String cluster, String message) {
        Run.of(
                        "serve",
                        "--id",
                        id,
                        "--cluster",
                        cluster,
                        "--data",
                        folder.resolve("d").toString())
                .assertEnds(2, message);
    }

    @Test
    void whatIsNoProtocolNoPortAndNoFileIsRefused() {
        String data = folder.resolve("d").toString();
        Run.of("serve", "--id", "1", "--cluster", THREE, "--data", data, "--protocol", "paxus")
                .assertEnds(2, "--protocol paxus: expected one of");
        Run.of("serve", "--id", "1", "--cluster", THREE, "--data", data, "--http", "0")
                .assertEnds(2, "--http 0: expected a port");
        Run.of("serve", "--id", "1", "--cluster", THREE, "--data", data, "--tls-ca", "ca.pem")
                .assertEnds(2, "TLS needs all three");
        Run.of("serve", "--id", "1", "--cluster", THREE, "--data", data, "--bind", "no such host")
                .assertEnds(2, "there is no such host");
        Run.of("serve", "--local", "0").assertEnds(2, "expected 1 to 9 servers");
    }

    @Test
    void aFolderOfAnotherServerOrAPortThatIsTakenIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Run.of("serve", "--id", "1", "--cluster", "1=127.0.0.1:" + port, "--data", folder.toString() + "/a")
                    .assertEnds(2, "cannot listen on");
            Run.of("serve", "--id", "2", "--cluster", "2=127.0.0.1:" + port, "--data", folder.toString() + "/a")
                    .assertEnds(2, "belongs to node 1");
            Run.of("serve", "--local", "1", "--port", port, "--data", folder.toString() + "/b")
                    .assertEnds(2, "port " + port + " of this machine cannot be had");
        }
        Files.createDirectories(folder.resolve("c/1"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        Run.of("serve", "--local", "1", "--port", String.valueOf(free()), "--data", file.toString())
                .assertEnds(2, "this is a file, not a folder");
        Run.of("serve", "--local", "2", "--port", String.valueOf(free()), "--data", folder.toString() + "/c")
                .assertEnds(2, "there is a cluster of 1 in it, not of 2");
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aClientSaysWhatCameOfIt() throws IOException {
        NodeId one = new NodeId("1");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free());
        try (Server server =
                Server.start(ServerConfig.of(one, Map.of(one, address), folder.resolve("data"), "raft", address))) {
            String at = Addresses.text(server.address());
            client(at, "put", "k", "v").assertEnds(0, "ok, revision 2");
            client(at, "get", "k").assertEnds(0, "v\n");
            client(at, "get", "k", "--stale").assertEnds(0, "v\n");
            client(at, "get", "other").assertEnds(1, "other holds nothing");
            client(at, "cas", "k", "x", "y").assertEnds(1, "not done: k holds \"v\"");
            client(at, "cas", "k", "v", "w").assertEnds(0, "ok");
            client(at, "create", "k", "x").assertEnds(1, "not done: k holds \"w\"");
            client(at, "create", "k2", "x").assertEnds(0, "ok");
            client(at, "range").assertEnds(0, "k\tw\nk2\tx\n");
            client(at, "range", "k2").assertEnds(0, "k2\tx\n");
            client(at, "range", "--limit", "1").assertEnds(0, "there are more");
            client(at, "range", "--from", "k2", "--to", "l").assertEnds(0, "k2\tx\n");
            client(at, "range", "--limit", "0").assertEnds(2, "1 to 1000 keys");
            client(at, "watch", "k", "--after", "0", "--count", "2").assertEnds(0, "\tput\tk\tw\n");
            client(at, "delete", "k").assertEnds(0, "ok");
            client(at, "delete", "k").assertEnds(1, "k held nothing");
            client(at, "status").assertEnds(0, "server 1  leader");
            client(at, "transfer", "9").assertEnds(2, "there is no server 9; the cluster's are 1");
            client(at, "put", "k", "x".repeat(200_000)).assertEnds(2, "characters");
            client(at, "put", "k").assertEnds(2, "Missing required parameter: 'VALUE'");
        }
    }

    @Test
    void aClientWithoutAServerSaysThatThereIsNoAnswer() throws IOException {
        String nobody = "127.0.0.1:" + free();
        client(nobody, "--timeout", "1s", "get", "k").assertEnds(3, "no answer: its time is over");
        client(nobody, "--timeout", "1s", "put", "k", "v").assertEnds(3, "nothing was done");
        client(nobody, "status").assertEnds(3, "no server says that it leads");
        client("nowhere", "get", "k").assertEnds(2, "expected a host and a port");
        client(nobody, "--timeout", "soon", "get", "k").assertEnds(2, "expected a time");
    }

    private static Run client(String cluster, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "client";
        all[1] = "--cluster";
        all[2] = cluster;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Run.of(all);
    }
}
