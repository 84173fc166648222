package dev.quorate.conformance.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A replicated key-value service, as a load's clients see it. Clients are numbered from 0 and call one at a time; thread-safe. */
public interface Target extends AutoCloseable {
    /** Writes. Completes when the service has acknowledged it, exceptionally if it has not. */
    CompletableFuture<?> put(int client, String key, String value);

    /** Reads what was last written. */
    CompletableFuture<?> get(int client, String key);

    @Override
    void close();

    /** Opens targets of one kind of service; found by {@link java.util.ServiceLoader}. */
    interface Provider {
        /** The service's name, such as zookeeper. */
        String name();

        /**
         * Opens a target. That its servers answer yet is not required.
         *
         * @param servers the servers' addresses, as HOST:PORT
         * @param clients how many clients there will be
         */
        Target open(List<String> servers, int clients) throws Exception;
    }
}
