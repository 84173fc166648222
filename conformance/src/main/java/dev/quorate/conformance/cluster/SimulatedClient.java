package dev.quorate.conformance.cluster;

import dev.quorate.conformance.history.History;
import dev.quorate.conformance.simulation.Agenda;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Statistics;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.Input;
import dev.quorate.runtime.Reply;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client of a {@link ClusterSimulation}. It has a session, asks for one thing at a time, and asks again until it is told or gives
 * up, as a client of the server does. What it sees goes into a history.
 */
final class SimulatedClient {
    private final int number;
    private final List<NodeId> nodes;
    private final Agenda agenda;
    private final SplittableRandom random;
    private final Statistics statistics;
    private final Operations operations;
    private final History.Builder history;
    private final BiConsumer<NodeId, Input> network;

    private Profile profile;
    private boolean draining;
    private NodeId target;

    /** The process of the history that it is; another after each request of which it never learned what became. */
    private long process;

    private long session;
    private long sequence;
    private int sessions;

    /** What it asks for now; what it asked for before has other numbers, and answers to that are of no interest. */
    private long request;

    /** How often it has asked for that. */
    private long attempt;

    private Optional<Operation> open = Optional.empty();

    /**
     * A client.
     *
     * @param network brings something to a replica, now
     */
    SimulatedClient(
            int number,
            List<NodeId> nodes,
            Agenda agenda,
            SplittableRandom random,
            Statistics statistics,
            Profile profile,
            History.Builder history,
            BiConsumer<NodeId, Input> network) {
        this.number = number;
        this.nodes = nodes;
        this.agenda = agenda;
        this.random = random;
        this.statistics = statistics;
        this.profile = profile;
        this.history = history;
        this.network = network;
        operations = new Operations(number, random);
        process = number;
        target = anyNode();
    }

    /** It opens a session, and begins. */
    void start() {
        sessions++;
        submit(new Entry.Register("c" + number + "." + sessions));
    }

    /** It begins nothing new. */
    void drain(Profile calmed) {
        profile = calmed;
        draining = true;
    }

    /** Whether it waits for nothing any more. */
    boolean isDone() {
        return draining && open.isEmpty();
    }

    private void next() {
        agenda.in(random(Setting.THINK), () -> {
            if (draining) {
                return;
            }
            Operation operation = operations.next();
            open = Optional.of(operation);
            history.invoke(process, Operations.function(operation), operation.key(), Operations.argument(operation));
            if (operation instanceof Get && random.nextBoolean()) {
                ask(Input.Read::new);
            } else {
                sequence++;
                submit(new Entry.Request(session, sequence, operation));
            }
        });
    }

    private void submit(Entry entry) {
        ask(reply -> new Input.Submit(entry.command(), reply));
    }

    private void ask(Function<Consumer<Reply>, Input> input) {
        request++;
        attempt = 0;
        attempt(input);
    }

    private void attempt(Function<Consumer<Reply>, Input> input) {
        attempt++;
        long thisRequest = request;
        long thisAttempt = attempt;
        NodeId asked = target;
        Consumer<Reply> told = reply -> agenda.in(random(Setting.DELAY), () -> {
            if (request == thisRequest) {
                told(reply, () -> retry(input, thisRequest, thisAttempt));
            }
        });
        agenda.in(random(Setting.DELAY), () -> network.accept(asked, input.apply(told)));
        agenda.in(profile.micros(Setting.PATIENCE) + random(Setting.PATIENCE), () -> {
            if (request == thisRequest && attempt == thisAttempt) {
                target = anyNode();
                if (open.isPresent() && random.nextDouble() < profile.get(Setting.GIVE_UP)) {
                    giveUp();
                } else {
                    attempt(input);
                }
            }
        });
    }

    private void retry(Function<Consumer<Reply>, Input> input, long thisRequest, long thisAttempt) {
        agenda.in(random(Setting.THINK), () -> {
            if (request == thisRequest && attempt == thisAttempt) {
                attempt(input);
            }
        });
    }

    private void told(Reply reply, Runnable retry) {
        if (reply instanceof Reply.Applied applied) {
            answered(applied.answer());
        } else if (reply instanceof Reply.Current current) {
            complete(new Outcome(
                    true,
                    Optional.ofNullable(current.state()
                            .store()
                            .values()
                            .get(open.orElseThrow().key()))));
        } else {
            statistics.count(reply.getClass().getSimpleName());
            target = reply instanceof Reply.NotLeader notLeader
                    ? notLeader.leader().orElse(anyNode())
                    : anyNode();
            retry.run();
        }
    }

    private void answered(Answer answer) {
        if (answer instanceof Answer.Done done) {
            complete(done.outcome());
        } else if (answer instanceof Answer.Registered registered) {
            session = registered.session();
            sequence = 0;
            request++;
            next();
        } else {
            // The session has expired: its last request may have been done before.
            statistics.count("sessions expired");
            giveUp();
            start();
        }
    }

    private void complete(Outcome outcome) {
        statistics.count("operations");
        Operation operation = open.orElseThrow();
        if (operation instanceof Get || outcome.done()) {
            history.ok(process, Operations.result(operation, outcome));
        } else {
            history.fail(process);
        }
        end();
    }

    private void giveUp() {
        statistics.count("requests given up");
        history.info(process);
        process += 1000;
        end();
    }

    private void end() {
        open = Optional.empty();
        request++;
        next();
    }

    private NodeId anyNode() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private long random(Setting setting) {
        return 1 + random.nextLong(1 + 2 * profile.micros(setting));
    }
}
