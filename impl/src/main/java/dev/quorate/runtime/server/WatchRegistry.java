package dev.quorate.runtime.server;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.kv.State;
import dev.quorate.runtime.Machine;
import dev.quorate.runtime.api.Change;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who watches which keys. It remembers the last commands, so that a watcher that comes from another server, or comes back, is told
 * what it missed. Thread-safe: the replica's thread says what is applied, others watch and cease to.
 *
 * <p>A watcher is told of each change of its keys once, in order, and of none that is not later than it asked. Who is too slow is
 * told so, and no more; how much may wait for it is the {@link Watcher}'s to say.
 */
public final class WatchRegistry implements Machine.Listener {
    /** How many commands are looked through at once, while the replica may have to wait. */
    private static final int SLICE = 256;

    private final Limits limits;

    /** What was done, by revision. */
    private final NavigableMap<Long, Command> history = new TreeMap<>();

    private long characters;

    /** In the order in which they came. */
    private final Set<Watch> watches = new LinkedHashSet<>();

    /** The history has all changes after this. */
    private long forgotten;

    private long revision;

    /**
     * Limits of a registry.
     *
     * @param commands of how many commands it remembers what they changed
     * @param characters how long these may be together
     * @param watches how many watches there may be
     */
    public record Limits(int commands, long characters, int watches) {
        public static final Limits DEFAULT = new Limits(20_000, 16 << 20, 10_000);
    }

    /** Who is told; called by any thread, which it must not hold up, and by one at a time. */
    public interface Watcher {
        /**
         * Tells it something.
         *
         * @return whether it can keep up; if not, it is told no more, but that its watch has ended
         */
        boolean tell(Response response);

        /** The last that it is told, though it is slow. */
        void end(Response.WatchEnded ended);
    }

    /** A watch that has begun, to be ended by {@link WatchRegistry#cancel}. */
    public static final class Watch {
        private final Keys keys;
        private final Watcher watcher;

        /** Of changes up to this, it has been told, or did not ask. */
        private long told;

        private Watch(Keys keys, Watcher watcher, long told) {
            this.keys = keys;
            this.watcher = watcher;
            this.told = told;
        }

        private boolean tell(Change change) {
            if (change.revision() <= told || !keys.contains(change.key())) {
                return true;
            }
            if (!watcher.tell(new Response.Changed(change))) {
                return false;
            }
            told = change.revision();
            return true;
        }

        private boolean tellMissed(long upTo) {
            if (!watcher.tell(new Response.Compacted(upTo))) {
                return false;
            }
            told = upTo;
            return true;
        }

        private void end(String why) {
            watcher.end(new Response.WatchEnded(told, why));
        }

        private void endSlow() {
            end("too many changes wait to be read; watch again from revision " + told);
        }
    }

    /** A registry without watchers. */
    public WatchRegistry(Limits limits) {
        this.limits = limits;
    }

    /**
     * Begins a watch, and tells the watcher what it has missed.
     *
     * @param after the revision after which it wants changes; {@link Request.Watch#NOW} for those from now on
     * @return empty if it has ended already, which the watcher has been told
     */
    public Optional<Watch> watch(Keys keys, long after, Watcher watcher) {
        Watch watch = new Watch(keys, watcher, after == Request.Watch.NOW ? revision() : after);
        if (!watcher.tell(new Response.Watching(watch.told))) {
            watch.endSlow();
            return Optional.empty();
        }
        long seen = watch.told;
        while (true) {
            Slice slice = next(watch, seen);
            if (slice.full()) {
                watch.end("there are " + limits.watches() + " watches already");
                return Optional.empty();
            } else if (slice.forgotten()) {
                if (!watch.tellMissed(slice.upTo())) {
                    watch.endSlow();
                    return Optional.empty();
                }
            } else if (!tellAll(watch, slice.changes())) {
                watch.endSlow();
                return Optional.empty();
            } else if (slice.last()) {
                return Optional.of(watch);
            }
            seen = slice.upTo();
        }
    }

    /**
     * A part of what a watcher has missed.
     *
     * @param upTo the revision up to which it is whole then
     * @param forgotten whether nobody knows
     * @param last whether it was all, and the watch is in the list: from now on, the replica's thread tells it
     */
    private record Slice(List<Change> changes, long upTo, boolean forgotten, boolean last, boolean full) {}

    private synchronized long revision() {
        return revision;
    }

    private synchronized Slice next(Watch watch, long seen) {
        if (seen < forgotten) {
            return new Slice(List.of(), revision, true, false, false);
        }
        List<Change> changes = new ArrayList<>();
        long upTo = seen;
        int count = 0;
        for (Map.Entry<Long, Command> one : history.tailMap(seen, false).entrySet()) {
            if (count++ == SLICE) {
                return new Slice(changes, upTo, false, false, false);
            }
            change(one.getKey(), one.getValue()).ifPresent(changes::add);
            upTo = one.getKey();
        }
        if (watches.size() >= limits.watches()) {
            return new Slice(List.of(), upTo, false, false, true);
        } else if (!changes.isEmpty()) {
            // These are told first; then it is asked whether there are more.
            return new Slice(changes, upTo, false, false, false);
        }
        watches.add(watch);
        return new Slice(changes, upTo, false, true, false);
    }

    private static boolean tellAll(Watch watch, List<Change> changes) {
        return changes.stream().allMatch(watch::tell);
    }

    /** Ends a watch: when this returns, the watcher is told nothing more. */
    public synchronized void cancel(Watch watch) {
        watches.remove(watch);
    }

    /** How many watches there are. */
    public synchronized int size() {
        return watches.size();
    }

    @Override
    public synchronized void applied(Command command, Answer answer, State state) {
        revision = state.applied();
        if (!tookEffect(answer, revision)) {
            return;
        }
        remember(command);
        if (!watches.isEmpty()) {
            change(revision, command).ifPresent(change -> tell(watch -> watch.tell(change)));
        }
    }

    /** Whether the command took effect now: one that comes again is answered as it was when it did. */
    private static boolean tookEffect(Answer answer, long revision) {
        return answer instanceof Answer.Done done
                && done.index() == revision
                && done.outcome().done();
    }

    private void remember(Command command) {
        history.put(revision, command);
        characters += command.name().length();
        while (history.size() > limits.commands() || characters > limits.characters()) {
            Map.Entry<Long, Command> oldest = history.pollFirstEntry();
            forgotten = oldest.getKey();
            characters -= oldest.getValue().name().length();
        }
    }

    @Override
    public synchronized void restored(State state) {
        history.clear();
        characters = 0;
        revision = state.applied();
        forgotten = revision;
        tell(watch -> watch.told >= revision || watch.tellMissed(revision));
    }

    private interface Telling {
        boolean to(Watch watch);
    }

    private void tell(Telling telling) {
        watches.removeIf(watch -> {
            boolean slow = !telling.to(watch);
            if (slow) {
                watch.endSlow();
            }
            return slow;
        });
    }

    private static Optional<Change> change(long revision, Command command) {
        if (Entry.read(command).orElse(null) instanceof Entry.Request request) {
            Operation operation = request.operation();
            if (operation instanceof Operation.Put put) {
                return Optional.of(new Change(revision, put.key(), Optional.of(put.value())));
            } else if (operation instanceof Operation.CompareAndSet cas) {
                return Optional.of(new Change(revision, cas.key(), Optional.of(cas.value())));
            } else if (operation instanceof Operation.Delete delete) {
                return Optional.of(new Change(revision, delete.key(), Optional.empty()));
            }
        }
        return Optional.empty();
    }
}
