package dev.quorate.conformance.check;

import dev.quorate.conformance.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many models on all cores: those that use every core one after the other, then those of one worker, as many at a time as there
 * are cores.
 */
public final class Batch {
    private Batch() {}

    /**
     * Checks models.
     *
     * @param check checks one; called on several threads
     * @param done hears of each outcome, on the caller's thread
     */
    public static void run(List<Model> models, Function<Model, Outcome> check, Consumer<Outcome> done) {
        models.stream().filter(model -> model.workers() != 1).map(check).forEachOrdered(done);
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            models.stream()
                    .filter(model -> model.workers() == 1)
                    .forEach(model -> outcomes.add(cores.submit(() -> check.apply(model))));
            for (Future<Outcome> outcome : outcomes) {
                done.accept(outcome.get());
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
