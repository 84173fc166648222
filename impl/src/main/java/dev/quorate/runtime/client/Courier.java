package dev.quorate.runtime.client;

import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Response.Cause;
import dev.quorate.runtime.api.Wire;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Brings requests to the server that can answer them, on one connection at a time; again, if need be, until there is an answer or
 * the time is over. Thread-safe. Nobody is called while it holds its lock but a {@link Line} and a {@link Line.Dialer}, which do not
 * wait.
 */
final class Courier {
    /** A server that says nothing for so long, though it was asked, is left for another. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Line.Dialer dialer;
    private final LongSupplier clock;
    private final Route route;
    private final int limit;
    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Watches watches;
    private Optional<Line> line = Optional.empty();

    /** Which server that is, or will be if one is being dialled. */
    private Optional<InetSocketAddress> at = Optional.empty();

    /** Counts attempts to connect; what comes of earlier ones is of no interest. */
    private long attempt;

    private boolean dialling;
    private boolean closed;
    private long lastNumber;
    private long lastHeard;

    /**
     * A courier that has no connection, and makes one when it has something to bring.
     *
     * @param limit how many requests wait at most
     * @param clock nanoseconds that only go forward
     */
    Courier(Route route, int limit, Line.Dialer dialer, LongSupplier clock, Watches watches) {
        this.route = route;
        this.limit = limit;
        this.dialer = dialer;
        this.clock = clock;
        this.watches = watches;
    }

    /**
     * Brings a request.
     *
     * @param changes whether it may change something, so that its outcome is unknown if no answer comes
     * @param deadline by the clock
     */
    CompletableFuture<Call.Answered> bring(Request request, boolean changes, long deadline) {
        long now = clock.getAsLong();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new ClientClosedException());
            } else if (calls.size() >= limit) {
                return CompletableFuture.failedFuture(
                        new NoAnswerException(limit + " requests of this client wait already"));
            }
            long number = ++lastNumber;
            Call call = new Call(Wire.write(number, request), changes, deadline);
            calls.put(number, call);
            line.ifPresent(to -> call.sendOn(to, now));
            connect(now);
            return call.future();
        }
    }

    /** Begins a watch, which goes on from connection to connection until it is ended. */
    synchronized void watch(Watches.Watching watching) {
        if (closed) {
            throw new ClientClosedException();
        }
        long number = ++lastNumber;
        watches.add(number, watching);
        line.ifPresent(to -> to.send(watching.request(number)));
        connect(clock.getAsLong());
    }

    synchronized void unwatch(Watches.Watching watching) {
        watches.remove(watching).ifPresent(number -> {
            byte[] payload = Wire.write(++lastNumber, new Request.Unwatch(number));
            line.ifPresent(to -> to.send(payload));
        });
    }

    /** To be called from time to time: what has waited long enough is sent again, or given up. */
    void tick() {
        long now = clock.getAsLong();
        List<Call> overdue = new ArrayList<>();
        synchronized (this) {
            calls.values().removeIf(call -> call.isOverdue(now) && overdue.add(call));
            if (line.isPresent()
                    && now - lastHeard > PATIENCE_NANOS
                    && calls.values().stream().anyMatch(call -> call.waitsSince(now - PATIENCE_NANOS))) {
                route.failed(now);
                leave("a server did not answer for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s", now);
            }
            line.ifPresent(to -> calls.values().forEach(call -> call.sendOn(to, now)));
            connect(now);
        }
        overdue.forEach(call -> call.giveUp("its time is over"));
    }

    /** Ends it: whatever waits is told so. */
    void close() {
        List<Call> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(calls.values());
            calls.clear();
            line.ifPresent(Line::close);
        }
        open.forEach(Call::closed);
        watches.close("the client was closed");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The connection. All within the lock.

    private void connect(long now) {
        if (closed || line.isPresent() || dialling || !route.isTime(now) || (calls.isEmpty() && watches.isEmpty())) {
            return;
        }
        dialling = true;
        attempt++;
        InetSocketAddress address = route.next();
        at = Optional.of(address);
        dialer.dial(address, new Attempt(attempt));
    }

    /** Ends the connection, if there is one; whatever was on its way may have been done. */
    private void leave(String why, long now) {
        Optional<Line> old = line;
        line = Optional.empty();
        dialling = false;
        attempt++;
        for (Call call : calls.values()) {
            if (old.isPresent() && call.isOn(old.get())) {
                call.lost(why, now);
            }
        }
        old.ifPresent(Line::close);
    }

    private final class Attempt implements Line.Outcome {
        private final long number;

        Attempt(long number) {
            this.number = number;
        }

        @Override
        public void connected(Line to) {
            synchronized (Courier.this) {
                if (closed || number != attempt) {
                    to.close();
                    return;
                }
                long now = clock.getAsLong();
                line = Optional.of(to);
                dialling = false;
                lastHeard = now;
                calls.values().forEach(call -> call.sendOn(to, now));
                watches.requests().forEach(to::send);
            }
        }

        @Override
        public void failed(String why) {
            ended(why);
        }

        @Override
        public void lost(String why) {
            ended("the connection was lost: " + why);
        }

        private void ended(String why) {
            synchronized (Courier.this) {
                if (number == attempt) {
                    long now = clock.getAsLong();
                    route.failed(now);
                    leave(why, now);
                    calls.values().forEach(call -> call.hear(why));
                    connect(now);
                }
            }
        }

        @Override
        public void received(byte[] payload) {
            try {
                Wire.Numbered<Response> response = Wire.response(payload);
                answered(this, response.number(), response.message());
            } catch (MalformedException e) {
                ended("a server sent what is no answer: " + e.getMessage());
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a server answers.

    private void answered(Attempt from, long number, Response response) {
        Runnable then;
        synchronized (this) {
            if (from.number != attempt) {
                return;
            }
            long now = clock.getAsLong();
            lastHeard = now;
            Call call = calls.get(number);
            then = call == null ? watches.told(number, response) : taken(number, call, response, now);
        }
        then.run();
    }

    /** Takes an answer: it may be that the request was not done, and is to be brought to another server. */
    private Runnable taken(long number, Call call, Response response, long now) {
        if (response instanceof Response.NotLeader notLeader) {
            call.notDone("no server said that it leads", now);
            move(notLeader.leader().flatMap(Courier::address), now);
        } else if (response instanceof Response.Unknown unknown) {
            call.lost(unknown.why(), now + route.backOff());
        } else if (response instanceof Response.Refused refused && refused.cause() == Cause.OVERLOADED) {
            call.notDone(refused.why(), now + route.backOff());
        } else if (response instanceof Response.Refused refused && refused.cause() == Cause.STOPPING) {
            call.notDone(refused.why(), now);
            move(Optional.empty(), now);
        } else {
            calls.remove(number);
            route.succeeded();
            return () -> call.answer(response);
        }
        return () -> {};
    }

    /** Goes to who leads, or looks for it. */
    private void move(Optional<InetSocketAddress> leader, long now) {
        if (leader.isPresent() && !leader.equals(at)) {
            route.hinted(leader.get(), now);
        } else {
            route.failed(now);
        }
        leave("it was with a server that does not lead", now);
        connect(now);
    }

    private static Optional<InetSocketAddress> address(Response.Member member) {
        try {
            return Optional.of(Addresses.parse(member.address()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
