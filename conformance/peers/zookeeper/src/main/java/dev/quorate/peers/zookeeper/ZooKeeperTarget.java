package dev.quorate.peers.zookeeper;

import dev.quorate.conformance.bench.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Three servers of ZooKeeper, through its own client, a session for each client of the load. A read is preceded by a sync. */
final class ZooKeeperTarget implements Target {
    private static final int SESSION_TIMEOUT_MILLIS = 30_000;
    private static final int ANY_VERSION = -1;

    private final List<ZooKeeper> sessions = new ArrayList<>();

    private ZooKeeperTarget(List<String> servers, int clients) throws IOException {
        String addresses = String.join(",", servers);
        for (int i = 0; i < clients; i++) {
            sessions.add(new ZooKeeper(addresses, SESSION_TIMEOUT_MILLIS, event -> {}));
        }
    }

    @Override
    public CompletableFuture<?> put(int client, String key, String value) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        byte[] data = value.getBytes(StandardCharsets.US_ASCII);
        session(client)
                .setData(
                        path(key),
                        data,
                        ANY_VERSION,
                        (status, path, context, stat) -> {
                            if (status == Code.NONODE.intValue()) {
                                create(client, path, data, answer);
                            } else {
                                complete(answer, status);
                            }
                        },
                        null);
        return answer;
    }

    private void create(int client, String path, byte[] data, CompletableFuture<Void> answer) {
        session(client)
                .create(
                        path,
                        data,
                        ZooDefs.Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT,
                        (status, asked, context, name) -> complete(answer, status),
                        null);
    }

    @Override
    public CompletableFuture<?> get(int client, String key) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        session(client).sync(path(key), (status, path, context) -> {}, null);
        session(client)
                .getData(path(key), false, (status, path, context, data, stat) -> complete(answer, status), null);
        return answer;
    }

    @Override
    public void close() {
        for (ZooKeeper session : sessions) {
            try {
                session.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ZooKeeper session(int client) {
        return sessions.get(client % sessions.size());
    }

    private static String path(String key) {
        return "/" + key;
    }

    private static void complete(CompletableFuture<Void> answer, int status) {
        if (status == Code.OK.intValue()) {
            answer.complete(null);
        } else {
            answer.completeExceptionally(KeeperException.create(Code.get(status)));
        }
    }

    /** Opens it. */
    public static final class Opener implements Provider {
        @Override
        public String name() {
            return "zookeeper";
        }

        @Override
        public Target open(List<String> servers, int clients) throws IOException {
            return new ZooKeeperTarget(servers, clients);
        }
    }
}
