package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.CLIENTS;
import static dev.quorate.conformance.simulation.Profile.Setting.GIVE_UP;
import static dev.quorate.conformance.simulation.Profile.Setting.PATIENCE;
import static dev.quorate.conformance.simulation.Profile.Setting.THINK;

import dev.quorate.conformance.simulation.Operation.Action;
import dev.quorate.conformance.simulation.Operation.Result;
import dev.quorate.core.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/**
 * Clients of the replicated store. Each asks one node for one thing at a time; whom it finds refusing or silent it leaves for
 * another, with the same command, and sometimes it gives up.
 */
final class Clients {
    private static final String[] KEYS = {"x", "y", "z"};
    private static final long BACK_OFF_MICROS = 10_000;

    private final Agenda agenda;
    private final SplittableRandom random;
    private final Links<?> links;
    private final Observer<?, ?, ?> observer;
    private final Statistics statistics;
    private final BiPredicate<Integer, Operation> submit;
    private final boolean asksAll;
    private final Service service;
    private final List<Client> clients = new ArrayList<>();
    private final Map<Command, Operation> operations = new HashMap<>();
    private final List<Store> stores = new ArrayList<>();

    /** Of each node, who waits there for what. */
    private final List<Map<Command, Client>> waiting = new ArrayList<>();

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
     * @param submit hands a node a command; false if the node refuses it
     * @param asksAll whether they ask the other nodes, too, in passing
     * @param service what they ask for
     */
    Clients(
            int nodes,
            Agenda agenda,
            SplittableRandom random,
            Links<?> links,
            Profile profile,
            Observer<?, ?, ?> observer,
            Statistics statistics,
            BiPredicate<Integer, Operation> submit,
            boolean asksAll,
            Service service) {
        this.agenda = agenda;
        this.random = random;
        this.links = links;
        this.profile = profile;
        this.observer = observer;
        this.statistics = statistics;
        this.submit = submit;
        this.asksAll = asksAll;
        this.service = service;
        for (int node = 0; node < nodes; node++) {
            waiting.add(new HashMap<>());
            stores.add(new Store(operations));
        }
        for (int i = 0; i < (int) profile.get(CLIENTS); i++) {
            clients.add(new Client(i));
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

    /** A node has lost all that it did not have on disk: its copy of the store, and who waits for what. */
    void crashed(int node) {
        waiting.get(node).clear();
        stores.set(node, new Store(operations));
    }

    /** A node has applied these commands, of which it may have told us of the first ones before. */
    void applied(int node, List<Command> commands) {
        Store store = stores.get(node);
        Map<Command, Client> here = waiting.get(node);
        for (int i = store.applied(); i < commands.size(); i++) {
            Command command = commands.get(i);
            Result result = store.apply(command);
            Client client = here.remove(command);
            if (client != null) {
                reply(node, client, operations.get(command), result);
            }
            if (service == Service.DECISION) {
                // The others have lost, and are told what was chosen.
                here.forEach((other, loser) -> reply(node, loser, operations.get(other), result));
                here.clear();
            }
        }
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
        operations.put(operation.command(), operation);
        client.pending = Optional.of(operation);
        statistics.count("requests");
        observer.invoked(client.process, operation);
        ask(client, operation, client.guess);
    }

    private Operation next(Client client) {
        if (service == Service.DECISION) {
            return new Operation(client.number, ++client.sequence, "decision", new Action.Propose(++values));
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
        for (int other = 0; asksAll && other < stores.size(); other++) {
            if (other != node && !links.isLost()) {
                int one = other;
                agenda.in(links.delay(one), () -> isTaken(client, operation, one));
            }
        }
        agenda.in(profile.micros(PATIENCE), () -> {
            if (client.waitsFor(operation) && client.attempts == attempt) {
                losePatience(client, operation);
            }
        });
    }

    private void losePatience(Client client, Operation operation) {
        if (!draining && random.nextDouble() < profile.get(GIVE_UP)) {
            statistics.count("requests abandoned");
            observer.abandoned(client.process, operation);
            client.pending = Optional.empty();
            client.process += clients.size();
            think(client);
        } else {
            statistics.count("requests retried");
            ask(client, operation, random.nextInt(stores.size()));
        }
    }

    private void arrive(Client client, Operation operation, int node, int attempt) {
        if (!isTaken(client, operation, node)) {
            agenda.in(links.delay(node) + BACK_OFF_MICROS, () -> {
                if (client.waitsFor(operation) && client.attempts == attempt) {
                    ask(client, operation, random.nextInt(stores.size()));
                }
            });
        }
    }

    /** Whether a node does what it is asked, or will. */
    private boolean isTaken(Client client, Operation operation, int node) {
        boolean fromItsOwnCopy = service == Service.STALE_STORE
                ? operation.action() instanceof Action.Get
                : service == Service.DECISION && stores.get(node).applied() > 0;
        if (fromItsOwnCopy) {
            reply(node, client, operation, stores.get(node).peek(operation));
        } else if (submit.test(node, operation)) {
            waiting.get(node).put(operation.command(), client);
        } else {
            return false;
        }
        return true;
    }

    private void reply(int node, Client client, Operation operation, Result result) {
        if (links.isLost()) {
            return;
        }
        agenda.in(links.delay(node), () -> {
            if (client.waitsFor(operation)) {
                client.pending = Optional.empty();
                client.guess = node;
                statistics.count("requests answered");
                observer.completed(client.process, operation, result);
                think(client);
            }
        });
    }
}
