package dev.quorate.runtime.server;

import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Wire;
import dev.quorate.runtime.net.Connection;
import dev.quorate.runtime.server.WatchRegistry.Watch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The watches of one client's connection, by the numbers of the requests that began them. */
final class ClientWatches {
    private final WatchRegistry registry;
    private final Desk.Limits limits;
    private final Connection connection;
    private final Map<Long, Optional<Watch>> watches = new HashMap<>();
    private boolean closed;

    ClientWatches(WatchRegistry registry, Desk.Limits limits, Connection connection) {
        this.registry = registry;
        this.limits = limits;
        this.connection = connection;
    }

    void begin(long number, Request.Watch request) {
        if (!reserve(number)) {
            send(
                    number,
                    new Response.WatchEnded(
                            request.after(),
                            "a client has at most " + limits.watches() + " watches, each with a number of its own"));
            return;
        }
        // Not within the lock: the registry has one, and calls back within it.
        Optional<Watch> watch = registry.watch(request.keys(), request.after(), new Line(number));
        if (watch.isEmpty()) {
            forget(number);
        } else if (!keep(number, watch)) {
            registry.cancel(watch.get());
        }
    }

    private synchronized boolean reserve(long number) {
        return !closed && watches.size() < limits.watches() && watches.putIfAbsent(number, Optional.empty()) == null;
    }

    /** Whether it is still wanted. */
    private synchronized boolean keep(long number, Optional<Watch> watch) {
        return !closed && watches.replace(number, watch) != null;
    }

    private synchronized Optional<Watch> forget(long number) {
        return Optional.ofNullable(watches.remove(number)).flatMap(watch -> watch);
    }

    void end(long number) {
        forget(number).ifPresent(registry::cancel);
    }

    void close() {
        Map<Long, Optional<Watch>> open;
        synchronized (this) {
            closed = true;
            open = Map.copyOf(watches);
            watches.clear();
        }
        open.values().forEach(watch -> watch.ifPresent(registry::cancel));
    }

    private void send(long number, Response response) {
        connection.send(Wire.write(number, response));
    }

    /** Where one watch's changes go. */
    private final class Line implements WatchRegistry.Watcher {
        private final long number;

        Line(long number) {
            this.number = number;
        }

        @Override
        public boolean tell(Response response) {
            if (connection.queuedBytes() > limits.watchBytes()) {
                return false;
            }
            send(number, response);
            return true;
        }

        @Override
        public void end(Response.WatchEnded ended) {
            send(number, ended);
            forget(number);
        }
    }
}
