package dev.quorate.conformance.cluster;

import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a client asks of a store that is held against a model, and how a history calls it. Each value is written once, so that who reads it knows who wrote it. */
final class Operations {
    private static final List<String> KEYS = List.of("x", "y", "z");
    private static final long VALUES_OF_A_CLIENT = 1_000_000_000L;

    private final int client;
    private final RandomGenerator random;
    private final Supplier<List<String>> keys;
    private long written;

    Operations(int client, RandomGenerator random) {
        this(client, random, () -> KEYS);
    }

    /** @param keys the keys of which the next is chosen */
    Operations(int client, RandomGenerator random, Supplier<List<String>> keys) {
        this.client = client;
        this.random = random;
        this.keys = keys;
    }

    Operation next() {
        List<String> of = keys.get();
        String key = of.get(random.nextInt(of.size()));
        int dice = random.nextInt(10);
        if (dice < 5) {
            return new Get(key);
        } else if (dice < 8) {
            return new Put(key, fresh());
        } else if (dice < 9) {
            Optional<String> expected =
                    random.nextBoolean() ? Optional.empty() : Optional.of(value(1 + random.nextLong(1 + written)));
            return new CompareAndSet(key, expected, fresh());
        }
        return new Delete(key);
    }

    private String fresh() {
        written++;
        return value(written);
    }

    private String value(long number) {
        return Long.toString(client * VALUES_OF_A_CLIENT + number);
    }

    static String function(Operation operation) {
        if (operation instanceof Put) {
            return "put";
        } else if (operation instanceof Delete) {
            return "delete";
        }
        return operation instanceof CompareAndSet ? "cas" : "get";
    }

    static Object argument(Operation operation) {
        if (operation instanceof Put put) {
            return number(put.value());
        } else if (operation instanceof CompareAndSet cas) {
            return List.of(cas.expected().map(Operations::number), number(cas.value()));
        }
        return Optional.empty();
    }

    /** What the history says that an operation returned which was done. */
    static Object result(Operation operation, Outcome outcome) {
        return operation instanceof Get ? outcome.value().map(Operations::number) : argument(operation);
    }

    private static long number(String value) {
        return Long.parseLong(value);
    }
}
