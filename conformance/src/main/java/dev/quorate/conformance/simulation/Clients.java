package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.CLIENTS;
import static dev.quorate.conformance.simulation.Profile.Setting.GIVE_UP;
import static dev.quorate.conformance.simulation.Profile.Setting.PATIENCE;
import static dev.quorate.conformance.simulation.Profile.Setting.THINK;

import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.simulation.Operation.Action;
import dev.quorate.conformance.simulation.Operation.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Clients. Each asks one node for one thing at a time; whom it finds refusing or silent it leaves for another, with the same
 * command, and sometimes it gives up. A write of a register it sends once only: sent twice it might be done twice.
 */
final class Clients {
    private static final String[] KEYS = {"x", "y", "z"};
    private static final long BACK_OFF_MICROS = 10_000;

    private final Agenda agenda;
    private final SplittableRandom random;
    private final Links<?> links;
    private final Observer<?, ?, ?> observer;
    private final Statistics statistics;
    private final Frontend<?, ?> frontend;
    private final int nodes;
    private final boolean asksAll;
    private final Service service;
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, Long> lastWritten = new HashMap<>();
    private long values;
    private Profile profile;
    private boolean draining;

    private static final class Client {
        private final int number;
        private int process;
        private long sequence;
        private int attempts;
        private int guess;

        /** The version of the store that it has seen last. */
        private long seen;

        private Optional<Operation> pending = Optional.empty();

        Client(int number) {
            this.number = number;
            process = number;
        }

        boolean waitsFor(Operation operation) {
            return pending.isPresent() && pending.get().equals(operation);
        }
    }

    /**
     * Clients that have not asked for anything yet.
     *
     * @param frontend whom they ask
     * @param nodes how many nodes there are
     * @param asksAll whether they ask the other nodes, too, in passing
     * @param service what they ask for
     */
    Clients(
            Frontend<?, ?> frontend,
            int nodes,
            Agenda agenda,
            SplittableRandom random,
            Links<?> links,
            Profile profile,
            Observer<?, ?, ?> observer,
            Statistics statistics,
            boolean asksAll,
            Service service) {
        this.frontend = frontend;
        this.nodes = nodes;
        this.agenda = agenda;
        this.random = random;
        this.links = links;
        this.profile = profile;
        this.observer = observer;
        this.statistics = statistics;
        this.asksAll = asksAll;
        this.service = service;
        for (int i = 0; i < (int) profile.get(CLIENTS); i++) {
            clients.add(new Client(i));
            // Where any node serves, they are spread over all; else they all find the leader anyway.
            clients.get(i).guess = service == Service.REGISTER ? i % nodes : 0;
        }
    }

    void start() {
        clients.forEach(this::think);
    }

    /** From now on nobody asks for anything new. */
    void drain(Profile calm) {
        profile = calm;
        draining = true;
    }

    /** What is still waited for. */
    List<Operation> pending() {
        return clients.stream().flatMap(client -> client.pending.stream()).toList();
    }

    private void think(Client client) {
        double mean = profile.micros(THINK);
        agenda.in(Math.round(-mean * Math.log1p(-random.nextDouble())), () -> {
            if (!draining) {
                invoke(client);
            }
        });
    }

    private void invoke(Client client) {
        Operation operation = next(client);
        client.pending = Optional.of(operation);
        statistics.count("requests");
        observer.invoked(client.process, operation);
        ask(client, operation, client.guess);
    }

    private Operation next(Client client) {
        if (service == Service.DECISION) {
            return new Operation(client.number, ++client.sequence, "decision", new Action.Propose(++values));
        }
        if (service == Service.REGISTER) {
            Action action = random.nextBoolean() ? new Action.Put(++values) : new Action.Get();
            return new Operation(client.number, ++client.sequence, "register", action);
        }
        String key = KEYS[random.nextInt(KEYS.length)];
        double dice = random.nextDouble();
        Action action = new Action.Get();
        if (dice < 0.55) {
            long value = ++values;
            Long last = lastWritten.put(key, value);
            action = dice < 0.2 && last != null ? new Action.Cas(last, value) : new Action.Put(value);
        }
        return new Operation(client.number, ++client.sequence, key, action);
    }

    private void ask(Client client, Operation operation, int node) {
        int attempt = ++client.attempts;
        if (!links.isLost()) {
            agenda.in(links.delay(node), () -> arrive(client, operation, node, attempt));
        }
        for (int other = 0; asksAll && other < nodes; other++) {
            if (other != node && !links.isLost()) {
                int one = other;
                agenda.in(links.delay(one), () -> asks(client, operation, one));
            }
        }
        agenda.in(profile.micros(PATIENCE), () -> {
            if (client.waitsFor(operation) && client.attempts == attempt) {
                losePatience(client, operation);
            }
        });
    }

    private void losePatience(Client client, Operation operation) {
        boolean sendsOnce = service == Service.REGISTER && operation.action() instanceof Action.Put;
        if (sendsOnce || (!draining && random.nextDouble() < profile.get(GIVE_UP))) {
            statistics.count("requests abandoned");
            observer.abandoned(client.process, operation);
            client.pending = Optional.empty();
            client.process += clients.size();
            client.seen = 0;
            think(client);
        } else {
            statistics.count("requests retried");
            ask(client, operation, random.nextInt(nodes));
        }
    }

    private void arrive(Client client, Operation operation, int node, int attempt) {
        if (!asks(client, operation, node)) {
            agenda.in(links.delay(node) + BACK_OFF_MICROS, () -> {
                if (client.waitsFor(operation) && client.attempts == attempt) {
                    ask(client, operation, random.nextInt(nodes));
                }
            });
        }
    }

    private boolean asks(Client client, Operation operation, int node) {
        return frontend.takes(node, operation, client.seen, result -> reply(node, client, operation, result));
    }

    private void reply(int node, Client client, Operation operation, Result result) {
        if (links.isLost()) {
            return;
        }
        agenda.in(links.delay(node), () -> {
            if (client.waitsFor(operation)) {
                client.pending = Optional.empty();
                client.guess = node;
                client.seen = Math.max(client.seen, result.version());
                statistics.count("requests answered");
                observer.completed(client.process, operation, result);
                think(client);
            }
        });
    }
}
