package dev.quorate.conformance.check;

import dev.quorate.conformance.model.Model;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Many things to do, as many at a time as there are cores. */
public final class Batch {
    private Batch() {}

    /** Models with the most states first, so that no core is left with them in the end. */
    public static List<Model> longestFirst(List<Model> models) {
        return models.stream()
                .sorted(Comparator.comparingLong(
                                (Model model) -> model.expectation().distinct().orElse(0))
                        .reversed())
                .toList();
    }

    /**
     * Does things, beginning in their order.
     *
     * @param task does one; called on several threads
     * @param done hears of each outcome as it comes, on the caller's thread
     */
    public static <T, R> void run(List<T> things, Function<T, R> task, Consumer<R> done) {
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            CompletionService<R> outcomes = new ExecutorCompletionService<>(cores);
            things.forEach(thing -> outcomes.submit(() -> task.apply(thing)));
            for (int i = 0; i < things.size(); i++) {
                done.accept(outcomes.take().get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            cores.shutdownNow();
        }
    }
}
