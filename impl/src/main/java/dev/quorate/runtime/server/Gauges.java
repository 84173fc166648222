package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Input;
import dev.quorate.runtime.Mailbox;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.net.Statistics;
import dev.quorate.runtime.net.Transport;
import java.util.function.ToDoubleFunction;

/** What is looked at when somebody asks for metrics: replica, disk, network, watches. */
final class Gauges {
    private final Building server;
    private final Transport transport;

    Gauges(Building server, Transport transport) {
        this.server = server;
        this.transport = transport;
    }

    void register() {
        replica(server.replica);
        disk(server.storage);
        network();
        server.metrics.gauge("quorate.watches", "watches of clients", server.registry, WatchRegistry::size);
    }

    private void replica(Replica<?, ?, ?> replica) {
        Metrics metrics = server.metrics;
        metrics.gauge(
                "quorate.leads",
                "1 if this server leads",
                replica,
                r -> r.status().leads() ? 1 : 0);
        metrics.gauge(
                "quorate.term",
                "the term, ballot or epoch",
                replica,
                r -> r.status().term());
        metrics.gauge(
                "quorate.last.index",
                "the last entry of the log",
                replica,
                r -> r.status().lastIndex());
        metrics.gauge(
                "quorate.commit.index",
                "the last entry that is committed",
                replica,
                r -> r.status().commitIndex());
        metrics.gauge(
                "quorate.applied.index",
                "the last entry that is applied",
                replica,
                r -> r.status().applied());
        metrics.gauge(
                "quorate.snapshot.index",
                "the last entry that the snapshot stands for",
                replica,
                r -> r.status().snapshotIndex());
        Mailbox<Input> mailbox = replica.mailbox();
        metrics.gauge("quorate.mailbox.size", "what waits for the replica", mailbox, Mailbox::size);
    }

    private void disk(Storage storage) {
        server.metrics.counter("quorate.fsyncs", "how often the disk was waited for", storage, Storage::fsyncs);
    }

    private void network() {
        counter("sent.bytes", "bytes of payloads sent", Statistics::sentBytes);
        counter("sent.payloads", "payloads sent", Statistics::sent);
        counter("received.bytes", "bytes of payloads received", Statistics::receivedBytes);
        counter("received.payloads", "payloads received", Statistics::received);
        counter("dropped.away", "payloads dropped because there was no connection", Statistics::droppedAway);
        counter("dropped.full", "payloads dropped because the queue was full", Statistics::droppedFull);
        counter("dropped.too.large", "payloads dropped because they were too long", Statistics::droppedTooLarge);
        counter("refused", "connections refused", Statistics::refused);
        counter("cut.clients", "clients cut off because they did not read", Statistics::cutClients);
        server.metrics.gauge(
                "quorate.network.clients",
                "clients connected",
                transport,
                t -> t.statistics().clients());
        for (NodeId peer : server.config.members().keySet()) {
            if (!peer.equals(server.config.id())) {
                server.metrics.gauge(
                        "quorate.peer.queue.bytes",
                        "what waits for a peer",
                        transport,
                        t -> t.queuedBytes(peer),
                        "peer",
                        peer.name());
                server.metrics.gauge(
                        "quorate.peer.connected",
                        "1 if a peer is connected",
                        transport,
                        t -> t.isConnected(peer) ? 1 : 0,
                        "peer",
                        peer.name());
            }
        }
    }

    private void counter(String name, String description, ToDoubleFunction<Statistics> value) {
        server.metrics.counter(
                "quorate.network." + name, description, transport, t -> value.applyAsDouble(t.statistics()));
    }
}
