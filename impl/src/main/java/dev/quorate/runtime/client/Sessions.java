package dev.quorate.runtime.client;

import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The sessions in which a client has its changes done once. A session has one request at a time; so there are several, opened when
 * they are needed, up to a limit, and used again. Thread-safe.
 */
final class Sessions {
    private final Courier courier;
    private final LongSupplier clock;
    private final String client;
    private final int limit;
    private final int waiters;
    private final AtomicLong names = new AtomicLong();
    private final Deque<Session> free = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int count;
    private boolean closed;

    private static final class Session {
        private final long id;
        private long sequence;

        Session(long id) {
            this.id = id;
        }

        Request next(Operation operation) {
            return Request.Submit.of(new Entry.Request(id, ++sequence, operation));
        }
    }

    private record Waiting(CompletableFuture<Session> session, long deadline) {}

    /**
     * No session is open yet.
     *
     * @param client a name that no other client has
     * @param limit how many sessions there are at most
     * @param waiters how many requests wait for one at most
     */
    Sessions(Courier courier, LongSupplier clock, String client, int limit, int waiters) {
        this.courier = courier;
        this.clock = clock;
        this.client = client;
        this.limit = limit;
        this.waiters = waiters;
    }

    /** Has a change done, once. */
    CompletableFuture<Answer.Done> execute(Operation operation, long deadline) {
        return take(deadline).thenCompose(session -> execute(session, operation, deadline));
    }

    private CompletableFuture<Answer.Done> execute(Session session, Operation operation, long deadline) {
        CompletableFuture<Answer.Done> result = new CompletableFuture<>();
        Futures.whenDone(courier.bring(session.next(operation), true, deadline), (answered, failure) -> {
            if (failure != null) {
                // The next request of the session has a higher number: if this one comes later, it is not executed.
                giveBack(session);
                result.completeExceptionally(failure);
            } else {
                answer(session, operation, deadline, answered, result);
            }
        });
        return result;
    }

    private void answer(
            Session session,
            Operation operation,
            long deadline,
            Call.Answered answered,
            CompletableFuture<Answer.Done> result) {
        if (answered.response() instanceof Response.Applied applied) {
            if (applied.answer() instanceof Answer.Done done) {
                giveBack(session);
                result.complete(done);
                return;
            }
            discard();
            if (applied.answer() instanceof Answer.Expired && !answered.repeated()) {
                // It was not executed, and had not been sent before: in another session it is done once, too.
                Futures.pass(execute(operation, deadline), result);
            } else {
                result.completeExceptionally(new OutcomeUnknownException(
                        "session " + session.id + " has ended, and the request had been sent before"));
            }
            return;
        }
        giveBack(session);
        result.completeExceptionally(Futures.complaint(answered.response(), true));
    }

    /** A session that is free, when there is one. */
    private CompletableFuture<Session> take(long deadline) {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new ClientClosedException());
            }
            Session session = free.poll();
            if (session != null) {
                return CompletableFuture.completedFuture(session);
            }
            if (waiting.size() >= waiters) {
                return CompletableFuture.failedFuture(
                        new NoAnswerException(waiters + " requests of this client wait for a session already"));
            }
            CompletableFuture<Session> future = new CompletableFuture<>();
            waiting.add(new Waiting(future, deadline));
            if (count >= limit) {
                return future;
            }
            count++;
            open(deadline);
            return future;
        }
    }

    /** Opens a session, for whoever waits longest then. */
    private void open(long deadline) {
        Request register = Request.Submit.of(new Entry.Register(client + "." + names.incrementAndGet()));
        // To open one is no change of what is stored.
        Futures.whenDone(courier.bring(register, false, deadline), (answered, failure) -> {
            if (failure == null
                    && answered.response() instanceof Response.Applied applied
                    && applied.answer() instanceof Answer.Registered registered) {
                giveBack(new Session(registered.session()));
            } else {
                failed(failure == null ? Futures.complaint(answered.response(), false) : failure);
            }
        });
    }

    private void giveBack(Session session) {
        Optional<Waiting> next;
        synchronized (this) {
            next = Optional.ofNullable(waiting.poll());
            if (next.isEmpty()) {
                free.push(session);
            }
        }
        next.ifPresent(one -> one.session().complete(session));
    }

    private void discard() {
        Optional<Waiting> next;
        synchronized (this) {
            next = Optional.ofNullable(waiting.peek());
            if (next.isEmpty() || closed) {
                count--;
                return;
            }
        }
        open(next.get().deadline());
    }

    /** No session could be opened: whoever waits longest has no answer. */
    private void failed(Throwable why) {
        Optional<Waiting> first;
        synchronized (this) {
            first = Optional.ofNullable(waiting.poll());
        }
        Throwable whole = why instanceof NoAnswerException noAnswer ? noAnswer.ofAChange() : why;
        first.ifPresent(one -> one.session().completeExceptionally(whole));
        discard();
    }

    /** To be called from time to time: who has waited long enough is told so. */
    void tick() {
        long now = clock.getAsLong();
        List<Waiting> overdue = new ArrayList<>();
        synchronized (this) {
            waiting.removeIf(one -> now - one.deadline() >= 0 && overdue.add(one));
        }
        overdue.forEach(one -> one.session()
                .completeExceptionally(new NoAnswerException("its time is over, and no session was free")));
    }

    void close() {
        List<Waiting> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.session().completeExceptionally(new ClientClosedException()));
    }
}
