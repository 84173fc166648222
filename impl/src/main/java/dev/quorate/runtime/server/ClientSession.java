package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Input;
import dev.quorate.runtime.Reply;
import dev.quorate.runtime.api.Bounds;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Response.Cause;
import dev.quorate.runtime.api.Wire;
import dev.quorate.runtime.net.Connection;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One client's connection. What it asks is read on the network's thread, and put into the replica's mailbox or answered from what
 * was applied; what the replica replies is written by the replica's thread.
 */
final class ClientSession implements Connection.Receiver {
    /** The number of an answer to bytes that are no request. */
    private static final long NO_NUMBER = 0;

    private final Desk desk;
    private final Connection connection;
    private final ClientWatches watches;
    private final AtomicInteger open = new AtomicInteger();

    ClientSession(Desk desk, Connection connection) {
        this.desk = desk;
        this.connection = connection;
        watches = new ClientWatches(desk.registry(), desk.limits(), connection);
    }

    @Override
    public void received(byte[] payload) {
        Wire.Numbered<Request> asked;
        try {
            asked = Wire.request(payload);
        } catch (MalformedException e) {
            send(NO_NUMBER, new Response.Refused(Cause.INVALID, "no request: " + e.getMessage()));
            return;
        }
        long number = asked.number();
        Request request = asked.message();
        Optional<String> complaint = Bounds.complaint(request);
        if (complaint.isPresent()) {
            answer(request, number, new Response.Refused(Cause.INVALID, complaint.get()));
        } else if (desk.isStopping()) {
            answer(request, number, new Response.Refused(Cause.STOPPING, "this server is about to end"));
        } else if (open.get() >= desk.limits().requests()
                || connection.queuedBytes() > desk.limits().answerBytes()) {
            answer(request, number, overloaded("too much of this client's waits already"));
        } else {
            take(number, request);
        }
    }

    private void take(long number, Request request) {
        if (request instanceof Request.Submit submit) {
            ask(number, request, reply -> new Input.Submit(submit.command(), reply));
        } else if (request instanceof Request.Get get) {
            read(number, get, get.freshness());
        } else if (request instanceof Request.Range range) {
            read(number, range, range.freshness());
        } else if (request instanceof Request.Watch watch) {
            watches.begin(number, watch);
        } else if (request instanceof Request.Unwatch unwatch) {
            watches.end(unwatch.watch());
        } else if (request instanceof Request.Status) {
            answer(request, number, desk.standing());
        } else if (request instanceof Request.Transfer transfer) {
            transfer(number, transfer);
        }
    }

    private void read(long number, Request request, Freshness freshness) {
        if (freshness == Freshness.LINEARIZABLE) {
            ask(number, request, Input.Read::new);
        } else {
            reply(
                    number,
                    request,
                    System.nanoTime(),
                    new Reply.Current(desk.machine().state()));
        }
    }

    private void transfer(long number, Request.Transfer transfer) {
        if (desk.members().knows(transfer.to())) {
            ask(number, transfer, reply -> new Input.Transfer(transfer.to(), reply));
        } else {
            answer(
                    transfer,
                    number,
                    new Response.Refused(Cause.INVALID, desk.members().unknown(transfer.to())));
        }
    }

    private interface Asking {
        Input with(Consumer<Reply> reply);
    }

    private void ask(long number, Request request, Asking asking) {
        long since = System.nanoTime();
        open.incrementAndGet();
        Input input = asking.with(reply -> {
            open.decrementAndGet();
            reply(number, request, since, reply);
        });
        if (!desk.mailbox().offer(input)) {
            open.decrementAndGet();
            answer(request, number, overloaded("the server has too much to do"));
        }
    }

    private void reply(long number, Request request, long since, Reply reply) {
        if (reply instanceof Reply.Current current && request instanceof Request.Range range) {
            // It may be long: not on the replica's thread.
            desk.aside(
                    () -> answered(number, request, since, Reads.range(current.state(), range.keys(), range.limit())),
                    () -> answered(number, request, since, overloaded("too many wait for a range")));
        } else {
            answered(number, request, since, response(request, reply));
        }
    }

    private Response response(Request request, Reply reply) {
        if (reply instanceof Reply.Applied applied) {
            return new Response.Applied(applied.answer());
        } else if (reply instanceof Reply.Current current) {
            return Reads.get(current.state(), ((Request.Get) request).key());
        } else if (reply instanceof Reply.Begun) {
            return new Response.Begun();
        } else if (reply instanceof Reply.NotLeader notLeader) {
            return new Response.NotLeader(notLeader.leader().flatMap(this::member));
        } else if (reply instanceof Reply.Unknown unknown) {
            return new Response.Unknown(unknown.why());
        }
        String why = ((Reply.Refused) reply).why();
        return request instanceof Request.Transfer ? new Response.Refused(Cause.INVALID, why) : overloaded(why);
    }

    private Optional<Response.Member> member(NodeId node) {
        return desk.members().member(node);
    }

    private static Response overloaded(String why) {
        return new Response.Refused(Cause.OVERLOADED, why);
    }

    private void answer(Request request, long number, Response response) {
        answered(number, request, System.nanoTime(), response);
    }

    private void answered(long number, Request request, long since, Response response) {
        send(number, response);
        desk.metrics().answered(request, response, System.nanoTime() - since);
    }

    private void send(long number, Response response) {
        connection.send(Wire.write(number, response));
    }

    @Override
    public void closed(String reason) {
        watches.close();
    }
}
