package dev.quorate.peers.etcd;

import dev.quorate.conformance.bench.Target;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Three servers of etcd, through jetcd. Its client is made to be shared by threads; clients of the load share a few. */
final class EtcdTarget implements Target {
    private static final int LOAD_CLIENTS_EACH = 32;

    private final List<Client> clients = new ArrayList<>();
    private final List<KV> stores = new ArrayList<>();

    private EtcdTarget(List<String> servers, int loadClients) {
        String[] endpoints = servers.stream().map(server -> "http://" + server).toArray(String[]::new);
        for (int i = 0; i < loadClients; i += LOAD_CLIENTS_EACH) {
            Client client = Client.builder().endpoints(endpoints).build();
            clients.add(client);
            stores.add(client.getKVClient());
        }
    }

    @Override
    public CompletableFuture<?> put(int client, String key, String value) {
        return store(client).put(bytes(key), bytes(value));
    }

    @Override
    public CompletableFuture<?> get(int client, String key) {
        return store(client).get(bytes(key));
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }

    private KV store(int client) {
        return stores.get(client % stores.size());
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.US_ASCII);
    }

    /** Opens it. */
    public static final class Opener implements Provider {
        @Override
        public String name() {
            return "etcd";
        }

        @Override
        public Target open(List<String> servers, int clients) {
            return new EtcdTarget(servers, clients);
        }
    }
}
