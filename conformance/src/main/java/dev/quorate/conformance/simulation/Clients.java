package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.CLIENTS;
import static dev.quorate.conformance.simulation.Profile.Setting.GIVE_UP;
import static dev.quorate.conformance.simulation.Profile.Setting.PATIENCE;
import static dev.quorate.conformance.simulation.Profile.Setting.THINK;

import dev.quorate.conformance.binding.Service;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Registered;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Entry.Register;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Put;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Clients. Each asks one node for one thing at a time; whom it finds refusing or silent it leaves for another, with the same
 * command, and sometimes it gives up. Of a store it first asks for a session, and for another when it is told that its own has
 * expired. A write of a register it sends once only: sent twice it might be done twice.
 */
final class Clients {
    /** The key of what is chosen, where one value is. */
    static final String DECISION = "decision";

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
    private final Map<String, String> lastWritten = new HashMap<>();
    private long values;
    private Profile profile;
    private boolean draining;

    private static final class Client {
        private final int number;
        private int process;

        /** How often it has asked for a session. */
        private int registrations;

        /** Its session; 0 if it has none. */
        private long session;

        private long sequence;
        private int attempts;
        private int guess;

        /** The version of the store that it has seen last. */
        private long seen;

        private Optional<Entry> pending = Optional.empty();

        Client(int number) {
            this.number = number;
            process = number;
        }

        boolean waitsFor(Entry entry) {
            return pending.isPresent() && pending.get().equals(entry);
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
            Client client = new Client(i);
            clients.add(client);
            if (service != Service.LOG) {
                // Nobody opens sessions there; they need be told apart only.
                client.session = i + 1L;
            }
            // Where any node serves, they are spread over all; else they all find the leader anyway.
            client.guess = service == Service.REGISTER ? i % nodes : 0;
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
    List<Entry> pending() {
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
        if (client.session == 0) {
            client.sequence = 0;
            send(client, new Register("c" + client.number + "." + ++client.registrations));
            return;
        }
        Operation operation = next();
        statistics.count("requests");
        observer.invoked(client.process, operation);
        send(client, new Request(client.session, ++client.sequence, operation));
    }

    private void send(Client client, Entry entry) {
        client.pending = Optional.of(entry);
        ask(client, entry, client.guess);
    }

    private Operation next() {
        if (service == Service.DECISION) {
            return new CompareAndSet(DECISION, Optional.empty(), newValue());
        }
        if (service == Service.REGISTER) {
            return random.nextBoolean() ? new Put("register", newValue()) : new Get("register");
        }
        String key = KEYS[random.nextInt(KEYS.length)];
        double dice = random.nextDouble();
        if (dice >= 0.55) {
            return new Get(key);
        } else if (dice < 0.03) {
            return new Delete(key);
        }
        String value = newValue();
        if (dice < 0.05) {
            return new CompareAndSet(key, Optional.empty(), value);
        }
        String last = lastWritten.put(key, value);
        return dice < 0.2 && last != null ? new CompareAndSet(key, Optional.of(last), value) : new Put(key, value);
    }

    private String newValue() {
        return Long.toString(++values);
    }

    private void ask(Client client, Entry entry, int node) {
        int attempt = ++client.attempts;
        if (!links.isLost()) {
            agenda.in(links.delay(node), () -> arrive(client, entry, node, attempt));
        }
        for (int other = 0; asksAll && other < nodes; other++) {
            if (other != node && !links.isLost()) {
                int one = other;
                agenda.in(links.delay(one), () -> asks(client, entry, one));
            }
        }
        agenda.in(profile.micros(PATIENCE), () -> {
            if (client.waitsFor(entry) && client.attempts == attempt) {
                losePatience(client, entry);
            }
        });
    }

    private void losePatience(Client client, Entry entry) {
        if (entry instanceof Request request
                && (sendsOnce(request.operation()) || (!draining && random.nextDouble() < profile.get(GIVE_UP)))) {
            abandon(client, request.operation());
        } else {
            statistics.count("requests retried");
            ask(client, entry, random.nextInt(nodes));
        }
    }

    private boolean sendsOnce(Operation operation) {
        return service == Service.REGISTER && operation instanceof Put;
    }

    private void abandon(Client client, Operation operation) {
        statistics.count("requests abandoned");
        observer.abandoned(client.process, operation);
        client.pending = Optional.empty();
        client.process += clients.size();
        client.seen = 0;
        think(client);
    }

    private void arrive(Client client, Entry entry, int node, int attempt) {
        if (!asks(client, entry, node)) {
            agenda.in(links.delay(node) + BACK_OFF_MICROS, () -> {
                if (client.waitsFor(entry) && client.attempts == attempt) {
                    ask(client, entry, random.nextInt(nodes));
                }
            });
        }
    }

    private boolean asks(Client client, Entry entry, int node) {
        return frontend.takes(
                node, entry, client.seen, (answer, version) -> reply(node, client, entry, answer, version));
    }

    private void reply(int node, Client client, Entry entry, Answer answer, long version) {
        if (links.isLost()) {
            return;
        }
        agenda.in(links.delay(node), () -> {
            if (client.waitsFor(entry)) {
                client.guess = node;
                answered(client, entry, answer, version);
            }
        });
    }

    private void answered(Client client, Entry entry, Answer answer, long version) {
        if (answer instanceof Registered registered) {
            statistics.count("sessions opened");
            client.session = registered.session();
            client.pending = Optional.empty();
            if (!draining) {
                invoke(client);
            }
            return;
        }
        Operation operation = ((Request) entry).operation();
        if (answer instanceof Done done) {
            client.pending = Optional.empty();
            client.seen = Math.max(client.seen, version);
            statistics.count("requests answered");
            observer.completed(client.process, operation, done.outcome(), version);
            think(client);
        } else {
            // It cannot find out whether that was done. (Of correct code it is that the session has expired.)
            statistics.count("requests of a session that had expired");
            client.session = 0;
            abandon(client, operation);
        }
    }
}
