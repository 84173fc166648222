package dev.quorate.runtime.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Status;
import dev.quorate.runtime.api.Response.Standing;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code /status} as JSON and {@code /metrics} as Prometheus reads it, over HTTP, to this machine only. */
final class HttpPages implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 100;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpPages(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Listens on a port of 127.0.0.1. */
    static HttpPages open(int port, Supplier<Standing> standing, Metrics metrics) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
        } catch (IOException e) {
            throw new IOException("cannot listen on port " + port + " for HTTP: " + e.getMessage(), e);
        }
        ExecutorService threads = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "http");
                    thread.setDaemon(true);
                    return thread;
                });
        server.setExecutor(threads);
        server.createContext("/", exchange -> page(exchange, standing, metrics));
        server.start();
        return new HttpPages(server, threads);
    }

    private static void page(HttpExchange exchange, Supplier<Standing> standing, Metrics metrics) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, NOT_ALLOWED, "text/plain", "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/status" -> send(exchange, OK, "application/json", json(standing.get()));
                case "/metrics" -> send(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
                default -> send(exchange, NOT_FOUND, "text/plain", "here are /status and /metrics\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    static String json(Standing standing) {
        Status status = standing.status();
        return "{\"node\":" + text(status.node().name())
                + ",\"protocol\":" + text(status.protocol())
                + ",\"role\":" + text(status.leads() ? "leader" : "follower")
                + ",\"leader\":"
                + status.leader().map(NodeId::name).map(HttpPages::text).orElse("null")
                + ",\"term\":" + status.term()
                + ",\"lastIndex\":" + status.lastIndex()
                + ",\"commitIndex\":" + status.commitIndex()
                + ",\"applied\":" + status.applied()
                + ",\"snapshotIndex\":" + status.snapshotIndex()
                + ",\"connected\":["
                + standing.connected().stream().map(peer -> text(peer.name())).collect(Collectors.joining(","))
                + "],\"version\":" + text(standing.version()) + "}\n";
    }

    /** A string of JSON. */
    private static String text(String string) {
        StringBuilder text = new StringBuilder("\"");
        string.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
