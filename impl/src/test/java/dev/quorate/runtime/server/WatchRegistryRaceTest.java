package dev.quorate.runtime.server;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
import dev.quorate.kv.Session;
import dev.quorate.kv.State;
import dev.quorate.kv.Store;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/**
 * The replica's thread applies while clients begin to watch and look what they were told, by Lincheck: in the interleavings that its
 * model checker finds within its bound, and under the machine's own threads. Left out: more than two threads, more than three
 * operations of each, a history that is longer than one look at it, watchers that are slow.
 */
class WatchRegistryRaceTest {
    private static Command put(long revision) {
        return new Entry.Request(1, revision, new Put("k", String.valueOf(revision))).command();
    }

    private static Answer done(long revision) {
        return new Answer.Done(revision, new Outcome(true, Optional.empty()));
    }

    private static State state(long revision) {
        return new State(revision, 0, TreePMap.<Long, Session>empty(), new Store(TreePMap.empty()));
    }

    /** What a watcher was told. */
    private static final class Told implements WatchRegistry.Watcher {
        private final List<Long> revisions = new ArrayList<>();

        @Override
        public synchronized boolean tell(Response response) {
            if (response instanceof Response.Changed changed) {
                revisions.add(changed.change().revision());
            }
            return true;
        }

        @Override
        public void end(Response.WatchEnded ended) {}

        synchronized List<Long> revisions() {
            return List.copyOf(revisions);
        }
    }

    /** A registry with one watcher, who is told of all from the beginning, whenever it comes. */
    public static class Watched {
        private final WatchRegistry registry = new WatchRegistry(new WatchRegistry.Limits(10, 1000, 10));
        private final Told told = new Told();
        private Optional<WatchRegistry.Watch> watch = Optional.empty();
        private long revision;

        /** By the replica's thread alone. */
        @Operation(nonParallelGroup = "replica")
        public long apply() {
            revision++;
            registry.applied(put(revision), done(revision), state(revision));
            return revision;
        }

        @Operation(nonParallelGroup = "client")
        public List<Long> watch() {
            if (watch.isEmpty()) {
                watch = registry.watch(new Keys.One("k"), 0, told);
            }
            return told.revisions();
        }

        @Operation(nonParallelGroup = "client")
        public List<Long> cancel() {
            watch.ifPresent(registry::cancel);
            return told.revisions();
        }

        @Operation(nonParallelGroup = "client")
        public List<Long> told() {
            return told.revisions();
        }
    }

    /** Looks at the history, and then is told of what comes; what happens between the two, nobody tells. */
    public static class Forgetful {
        private final List<Long> history = new ArrayList<>();
        private final List<Long> told = new ArrayList<>();
        private boolean watched;

        @Operation(nonParallelGroup = "replica")
        public synchronized long apply() {
            history.add(history.size() + 1L);
            if (watched) {
                told.add((long) history.size());
            }
            return history.size();
        }

        private synchronized List<Long> history() {
            return List.copyOf(history);
        }

        private synchronized boolean begin(List<Long> first) {
            watched = true;
            return told.addAll(first);
        }

        private synchronized boolean isWatched() {
            return watched;
        }

        @Operation(nonParallelGroup = "client")
        public List<Long> watch() {
            if (!isWatched()) {
                begin(history());
            }
            return told();
        }

        @Operation(nonParallelGroup = "client")
        public synchronized List<Long> told() {
            return List.copyOf(told);
        }
    }

    private static ModelCheckingOptions everyInterleaving() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(4)
                .invocationsPerIteration(30);
    }

    @Test
    void aWatcherIsToldOfEachChangeOnceWheneverItComesAndGoes() {
        everyInterleaving().check(Watched.class);
    }

    @Test
    void underStressAsWell() {
        new StressOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(8)
                .invocationsPerIteration(100)
                .check(Watched.class);
    }

    @Test
    void aRegistryThatForgetsWhatHappensInBetweenIsFoundOut() {
        assertThrows(LincheckAssertionError.class, () -> everyInterleaving().check(Forgetful.class));
    }
}
