package dev.quorate.runtime.client;

import dev.quorate.runtime.api.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request, until it is answered. */
final class Call {
    private final byte[] payload;
    private final boolean changes;
    private final long deadline;
    private final CompletableFuture<Answered> future = new CompletableFuture<>();

    /** Where it is on its way. */
    private Optional<Line> line = Optional.empty();

    private long sentAt;
    private long notBefore = Long.MIN_VALUE;

    /** Whether it was on its way before, and nobody knows what became of it. */
    private boolean repeated;

    private String trouble = "no server was reached";

    /**
     * An answer.
     *
     * @param repeated whether the request was sent before, and may have been done then
     */
    record Answered(Response response, boolean repeated) {}

    Call(byte[] payload, boolean changes, long deadline) {
        this.payload = payload;
        this.changes = changes;
        this.deadline = deadline;
    }

    CompletableFuture<Answered> future() {
        return future;
    }

    boolean isOn(Line other) {
        return line.isPresent() && line.get() == other;
    }

    boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    boolean waitsSince(long time) {
        return line.isPresent() && sentAt - time < 0;
    }

    /** Sends it, if it is not on its way and its time has come. */
    void sendOn(Line to, long now) {
        if (line.isEmpty() && (notBefore == Long.MIN_VALUE || now - notBefore >= 0) && to.send(payload)) {
            line = Optional.of(to);
            sentAt = now;
        }
    }

    /** It was not done: it is to be sent again, after a while. */
    void notDone(String why, long next) {
        line = Optional.empty();
        trouble = why;
        notBefore = next;
    }

    /** Nobody knows whether it was done: it is to be sent again, after a while. */
    void lost(String why, long next) {
        notDone(why, next);
        repeated = true;
    }

    /** Why it is not on its way, if it is not. */
    void hear(String why) {
        if (line.isEmpty()) {
            trouble = why;
        }
    }

    void answer(Response response) {
        future.complete(new Answered(response, repeated));
    }

    /** There will be no answer. */
    void giveUp(String why) {
        future.completeExceptionally(complaint(why));
    }

    void closed() {
        future.completeExceptionally(
                changes && mayBeDone() ? complaint("the client was closed") : new ClientClosedException());
    }

    private ClientException complaint(String why) {
        String whole =
                why + " (" + (line.isPresent() ? "the server that was asked last did not answer" : trouble) + ")";
        if (changes && mayBeDone()) {
            return new OutcomeUnknownException(whole);
        }
        return new NoAnswerException(changes ? whole + "; nothing was done" : whole);
    }

    private boolean mayBeDone() {
        return repeated || line.isPresent();
    }
}
