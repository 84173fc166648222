package dev.quorate.runtime.server;

import dev.quorate.runtime.Input;
import dev.quorate.runtime.Machine;
import dev.quorate.runtime.Mailbox;
import dev.quorate.runtime.api.Response;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What a server answers its clients with. */
final class Desk {
    private final Members members;
    private final Machine machine;
    private final Mailbox<Input> mailbox;
    private final WatchRegistry registry;
    private final Metrics metrics;
    private final Limits limits;
    private final Executor helpers;
    private final Supplier<Response.Standing> standing;
    private volatile boolean stopping;

    /**
     * Limits of one client.
     *
     * @param requests how many of its requests wait at most
     * @param watches how many watches it has at most
     * @param watchBytes when more than this waits to be read by it, its watches end
     * @param answerBytes when more than this does, its requests are refused
     */
    record Limits(int requests, int watches, long watchBytes, long answerBytes) {
        static final Limits DEFAULT = new Limits(10_000, 1_000, 4 << 20, 8 << 20);
    }

    /** @param helpers who does what takes long */
    Desk(
            Members members,
            Machine machine,
            Mailbox<Input> mailbox,
            WatchRegistry registry,
            Metrics metrics,
            Limits limits,
            Executor helpers,
            Supplier<Response.Standing> standing) {
        this.members = members;
        this.machine = machine;
        this.mailbox = mailbox;
        this.registry = registry;
        this.metrics = metrics;
        this.limits = limits;
        this.helpers = helpers;
        this.standing = standing;
    }

    Members members() {
        return members;
    }

    Machine machine() {
        return machine;
    }

    Mailbox<Input> mailbox() {
        return mailbox;
    }

    WatchRegistry registry() {
        return registry;
    }

    Metrics metrics() {
        return metrics;
    }

    Limits limits() {
        return limits;
    }

    Response.Standing standing() {
        return standing.get();
    }

    /** From now on, requests are refused. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Has something done that may take long; what else, if too much waits already. */
    void aside(Runnable task, Runnable otherwise) {
        try {
            helpers.execute(task);
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }
}
