package dev.quorate.peers.jraft;

import com.alipay.sofa.jraft.RouteTable;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.CliOptions;
import com.alipay.sofa.jraft.rpc.impl.cli.CliClientServiceImpl;
import dev.quorate.conformance.bench.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Three servers of sofa-jraft, as its examples have it: the leader from RouteTable, and an RPC client that all clients of the load
 * share, with one connection to it.
 */
final class JraftTarget implements Target {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final CliClientServiceImpl client = new CliClientServiceImpl();
    private volatile PeerId leader = PeerId.emptyPeer();

    private JraftTarget(List<String> servers) {
        Configuration cluster = new Configuration();
        cluster.parse(String.join(",", servers));
        RouteTable.getInstance().updateConfiguration(JraftServer.GROUP, cluster);
        client.init(new CliOptions());
    }

    @Override
    public CompletableFuture<?> put(int number, String key, String value) {
        return call(Request.put(key, value));
    }

    @Override
    public CompletableFuture<?> get(int number, String key) {
        return call(Request.get(key));
    }

    private CompletableFuture<?> call(Request request) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            client.getRpcClient()
                    .invokeAsync(
                            leader().getEndpoint(),
                            request,
                            (result, error) -> complete(answer, (Response) result, error),
                            TIMEOUT_MILLIS);
        } catch (Exception e) {
            fail(answer, e);
        }
        return answer;
    }

    private void complete(CompletableFuture<String> answer, Response response, Throwable error) {
        if (error != null) {
            fail(answer, error);
        } else if (response.error().isEmpty()) {
            answer.complete(response.value());
        } else {
            fail(answer, new IllegalStateException(response.error()));
        }
    }

    /** Another may lead by now. */
    private void fail(CompletableFuture<String> answer, Throwable error) {
        leader = PeerId.emptyPeer();
        answer.completeExceptionally(error);
    }

    private PeerId leader() throws Exception {
        if (leader.isEmpty()) {
            synchronized (this) {
                if (leader.isEmpty()) {
                    RouteTable.getInstance().refreshLeader(client, JraftServer.GROUP, TIMEOUT_MILLIS);
                    PeerId found = RouteTable.getInstance().selectLeader(JraftServer.GROUP);
                    if (found == null) {
                        throw new IllegalStateException("no leader is known");
                    }
                    leader = found;
                }
            }
        }
        return leader;
    }

    @Override
    public void close() {
        client.shutdown();
    }

    /** Opens it. */
    public static final class Opener implements Provider {
        @Override
        public String name() {
            return "jraft";
        }

        @Override
        public Target open(List<String> servers, int clients) {
            return new JraftTarget(servers);
        }
    }
}
