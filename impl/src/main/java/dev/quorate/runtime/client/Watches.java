package dev.quorate.runtime.client;

import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What a client watches. Within the courier's lock, but for {@link Watching}'s listeners, who are told by a thread of their own. */
final class Watches {
    private final Executor tellers;
    private final Map<Long, Watching> open = new LinkedHashMap<>();

    /** @param tellers takes what listeners are told, in order, and refuses when too much waits */
    Watches(Executor tellers) {
        this.tellers = tellers;
    }

    /** One watch. */
    static final class Watching {
        private final Keys keys;
        private final WatchListener listener;

        /** What comes after this is to be told. */
        private long after;

        Watching(Keys keys, long after, WatchListener listener) {
            this.keys = keys;
            this.after = after;
            this.listener = listener;
        }

        byte[] request(long number) {
            return Wire.write(number, new Request.Watch(keys, after));
        }
    }

    synchronized boolean isEmpty() {
        return open.isEmpty();
    }

    synchronized void add(long number, Watching watching) {
        open.put(number, watching);
    }

    /** Ends a watch; gives its number, if it had not ended before. */
    synchronized Optional<Long> remove(Watching watching) {
        Optional<Long> number = open.entrySet().stream()
                .filter(one -> one.getValue() == watching)
                .map(Map.Entry::getKey)
                .findAny();
        number.ifPresent(open::remove);
        return number;
    }

    /** What a server must be asked for that has not been asked. */
    synchronized List<byte[]> requests() {
        List<byte[]> requests = new ArrayList<>();
        open.forEach((number, watching) -> requests.add(watching.request(number)));
        return requests;
    }

    /** A server tells something of a watch; gives what is left to do. */
    synchronized Runnable told(long number, Response response) {
        Watching watching = open.get(number);
        if (watching == null) {
            return () -> {};
        }
        WatchListener listener = watching.listener;
        long told = watching.after;
        if (response instanceof Response.Changed changed) {
            watching.after = Math.max(watching.after, changed.change().revision());
            return () -> tell(watching, told, () -> listener.changed(changed.change()));
        } else if (response instanceof Response.Compacted compacted) {
            watching.after = Math.max(watching.after, compacted.revision());
            return () -> tell(watching, told, () -> listener.missed(compacted.revision()));
        } else if (response instanceof Response.Watching begun) {
            boolean first = watching.after == Request.Watch.NOW;
            watching.after = Math.max(watching.after, begun.revision());
            return first ? () -> tell(watching, told, () -> listener.begun(begun.revision())) : () -> {};
        }
        if (response instanceof Response.Refused refused && refused.cause() == Response.Cause.STOPPING) {
            // The connection is about to end, and the watch goes on with the next.
            return () -> {};
        }
        open.remove(number);
        String why = response instanceof Response.WatchEnded ended ? ended.why() : "the server answered " + response;
        return () -> tell(watching, told, () -> listener.ended(told, why));
    }

    private void tell(Watching watching, long told, Runnable what) {
        try {
            tellers.execute(what);
        } catch (RejectedExecutionException e) {
            if (remove(watching).isPresent()) {
                watching.listener.ended(told, "too many changes wait to be taken");
            }
        }
    }

    void close(String why) {
        List<Watching> all;
        synchronized (this) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(watching -> watching.listener.ended(Math.max(watching.after, 0), why));
    }
}
