package dev.quorate.conformance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Histories of an object that is used by concurrent clients: one that keeps its promise, or one with a fault. Calls time out and
 * may take effect later, and fail.
 *
 * @param model the name of the object's model
 * @param operations how many calls there are
 * @param clients how many of them are open at a time, at most
 * @param keys how many objects there are; without keys if 0
 * @param values how many values there are to write; each is written once if 0
 * @param timeouts how many calls of a thousand time out
 * @param fault what is wrong with the object
 * @param seed where chance begins
 */
record RandomHistory(
        String model, int operations, int clients, int keys, int values, int timeouts, Fault fault, long seed) {
    /** What may be wrong with an object. */
    enum Fault {
        NONE,
        /** Reads of the second half return, now and then, what was there several updates ago. */
        STALE_READ,
        /** Updates of the second half are, now and then, answered and not done. */
        LOST_UPDATE
    }

    private static final int STALENESS = 5;
    private static final int FAULTS_OF_A_HUNDRED = 20;

    static RandomHistory of(String model, int operations, int clients, Fault fault, long seed) {
        return new RandomHistory(model, operations, clients, model.equals("key-value") ? 10 : 0, 5, 20, fault, seed);
    }

    History make() {
        return new Run().make();
    }

    /** A client, and how far its call is. */
    private static final class Client {
        long process;
        String function;
        Object key;
        Object argument;
        boolean open;
        boolean done;
        boolean refused;
        Object result;
    }

    private final class Run {
        private final Random random = new Random(seed);
        private final History.Builder builder = new History.Builder(model + "-" + seed);
        private final Map<Object, List<Object>> pasts = new HashMap<>();
        private final List<Client> lingering = new ArrayList<>();
        private int written;
        private int called;
        private long processes;

        History make() {
            List<Client> busy = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Client client = new Client();
                client.process = processes++;
                busy.add(client);
            }
            while (called < operations || busy.stream().anyMatch(client -> client.open)) {
                if (!lingering.isEmpty() && random.nextInt(50) == 0) {
                    effect(lingering.remove(random.nextInt(lingering.size())));
                }
                step(busy.get(random.nextInt(clients)));
            }
            return builder.build();
        }

        private void step(Client client) {
            if (!client.open && called < operations) {
                call(client);
            } else if (client.open && random.nextInt(1000) < timeouts) {
                builder.info(client.process);
                if (!client.done && random.nextBoolean()) {
                    Client late = new Client();
                    late.function = client.function;
                    late.key = client.key;
                    late.argument = client.argument;
                    lingering.add(late);
                }
                client.open = false;
                client.process = processes++;
            } else if (client.open && !client.done) {
                effect(client);
            } else if (client.open) {
                client.open = false;
                if (client.refused) {
                    builder.fail(client.process);
                } else {
                    builder.ok(client.process, client.result);
                }
            }
        }

        private void call(Client client) {
            called++;
            client.open = true;
            client.done = false;
            client.refused = false;
            client.key = keys == 0 ? "" : "k" + random.nextInt(keys);
            client.argument = List.of();
            int choice = random.nextInt(10);
            switch (model) {
                case "register" -> use(client, choice < 5 ? "read" : "write");
                case "cas-register" -> use(client, choice < 4 ? "read" : choice < 7 ? "write" : "cas");
                case "append-list" -> use(client, choice < 5 ? "read" : "append");
                default -> use(client, choice < 5 ? "get" : choice < 8 ? "put" : choice < 9 ? "append" : "delete");
            }
            if (keys == 0) {
                builder.invoke(client.process, client.function, client.argument);
            } else {
                builder.invoke(client.process, client.function, client.key, client.argument);
            }
        }

        private void use(Client client, String function) {
            client.function = function;
            client.argument = switch (function) {
                case "write" -> value();
                case "cas" -> List.of(value(), value());
                case "put" -> "v" + value();
                case "append" -> model.equals("append-list") ? (Object) value() : "+" + value();
                default -> Datum.nil();
            };
        }

        private int value() {
            return values == 0 ? written++ : random.nextInt(values);
        }

        private boolean faulty(Fault kind) {
            return fault == kind && called > operations / 2 && random.nextInt(100) < FAULTS_OF_A_HUNDRED;
        }

        /** The object does what it was asked to. */
        private void effect(Client client) {
            List<Object> past = pasts.computeIfAbsent(
                    client.key, key -> new ArrayList<>(List.of(model.equals("append-list") ? List.of() : Datum.nil())));
            Object now = past.get(past.size() - 1);
            client.done = true;
            client.result = Datum.nil();
            if (client.function.equals("read") || client.function.equals("get")) {
                client.result = faulty(Fault.STALE_READ) ? past.get(Math.max(0, past.size() - STALENESS)) : now;
                return;
            }
            Object after = after(client, now);
            client.refused = after == null;
            if (after != null && !faulty(Fault.LOST_UPDATE)) {
                past.add(after);
                if (past.size() > STALENESS) {
                    past.remove(0);
                }
            }
        }

        /** The state after an update; null if a compare-and-set finds another value. */
        private Object after(Client client, Object now) {
            return switch (client.function) {
                case "delete" -> Datum.nil();
                case "cas" -> {
                    List<?> oldAndNew = (List<?>) client.argument;
                    yield oldAndNew.get(0).equals(now) ? oldAndNew.get(1) : null;
                }
                case "append" -> {
                    if (now instanceof List<?> list) {
                        List<Object> longer = new ArrayList<>(list);
                        longer.add(client.argument);
                        yield longer;
                    }
                    yield now.equals(Datum.nil()) ? client.argument : now + (String) client.argument;
                }
                default -> client.argument;
            };
        }
    }
}
