package dev.quorate.runtime.client;

import dev.quorate.runtime.api.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;

/** What clients do with futures. */
final class Futures {
    private Futures() {}

    /** What is wrong with an answer that is none to what was asked. */
    static ClientException complaint(Response response, boolean change) {
        if (response instanceof Response.Refused refused) {
            return new InvalidRequestException(refused.why());
        }
        String why = "the server answered " + response;
        return change ? new OutcomeUnknownException(why) : new NoAnswerException(why);
    }

    /** The second becomes what the first does. */
    static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        whenDone(from, (value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(cause(failure));
            }
        });
    }

    /** What is done when a future is; it throws nothing. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static <T> void whenDone(CompletableFuture<T> future, BiConsumer<T, Throwable> then) {
        future.whenComplete(then);
    }

    /** A future whose failures are not wrapped into others. */
    static <T> CompletableFuture<T> plain(CompletableFuture<T> future) {
        CompletableFuture<T> result = new CompletableFuture<>();
        pass(future, result);
        return result;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Waits for an answer. */
    static <T> T await(CompletableFuture<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // The answer comes soon, or the time is over: until then nobody knows what was done.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
