package dev.quorate.peers.jraft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.rpc.RaftRpcServerFactory;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.codahale.metrics.Histogram;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server of sofa-jraft with a small key-value state machine; its log is forced to disk before it counts. */
public final class JraftServer {
    static final String GROUP = "bench";

    private static final int ELECTION_TIMEOUT_MILLIS = 1_000;

    private JraftServer() {}

    /** Arguments: the data folder, this server's HOST:PORT, all servers' separated by commas, and the port of the page. */
    public static void main(String[] arguments) throws IOException {
        Path data = Files.createDirectories(Path.of(arguments[0]));
        PeerId self = PeerId.parsePeer(arguments[1]);
        Configuration cluster = new Configuration();
        cluster.parse(arguments[2]);
        KeyValueMachine machine = new KeyValueMachine();

        RaftOptions raft = new RaftOptions();
        raft.setSync(true);
        NodeOptions options = new NodeOptions();
        options.setElectionTimeoutMs(ELECTION_TIMEOUT_MILLIS);
        options.setInitialConf(cluster);
        options.setFsm(machine);
        options.setLogUri(data.resolve("log").toString());
        options.setRaftMetaUri(data.resolve("meta").toString());
        options.setRaftOptions(raft);
        options.setEnableMetrics(true);

        RpcServer rpc = RaftRpcServerFactory.createRaftRpcServer(self.getEndpoint());
        Service service = new Service(machine);
        rpc.registerProcessor(service);
        service.node = new RaftGroupService(GROUP, self, options, rpc).start();
        page(service.node, Integer.parseInt(arguments[3]));
    }

    /** Says how often the log was written, each time with a force. */
    private static void page(Node node, int port) throws IOException {
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        page.createContext("/metrics", exchange -> {
            Histogram writes =
                    node.getNodeMetrics().getMetricRegistry().getHistograms().get("append-logs-count");
            long count = writes == null ? 0 : writes.getCount();
            byte[] text = ("fsyncs " + count + "\n").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        page.start();
    }

    /** Answers clients. */
    private static final class Service implements RpcProcessor<Request> {
        private final KeyValueMachine machine;
        private volatile Node node;

        Service(KeyValueMachine machine) {
            this.machine = machine;
        }

        @Override
        public void handleRequest(RpcContext context, Request request) {
            if (node == null) {
                context.sendResponse(Response.failed("starting"));
            } else if (request.isPut()) {
                node.apply(new Task(
                        KeyValueMachine.entry(request),
                        status -> context.sendResponse(
                                status.isOk() ? Response.of("") : Response.failed(status.getErrorMsg()))));
            } else {
                node.readIndex(new byte[0], new ReadIndexClosure() {
                    @Override
                    public void run(Status status, long index, byte[] ignored) {
                        context.sendResponse(
                                status.isOk()
                                        ? Response.of(machine.get(request.key()))
                                        : Response.failed(status.getErrorMsg()));
                    }
                });
            }
        }

        @Override
        public String interest() {
            return Request.class.getName();
        }
    }
}
