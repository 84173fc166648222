package dev.quorate.runtime.client;

import dev.quorate.runtime.api.Change;

/** Who is told what changes: of each change once, in order, by one thread at a time. It may take its time, but not for ever. */
public interface WatchListener {
    void changed(Change change);

    /**
     * The watch has begun. Told once, and only of one that was to begin now.
     *
     * @param revision all changes after this will be told
     */
    default void begun(long revision) {}

    /**
     * Changes were missed that no server remembers; the watch goes on.
     *
     * @param revision all changes after this will be told
     */
    default void missed(long revision) {}

    /**
     * The watch has ended, not by the client.
     *
     * @param revision all changes up to this were told; one may watch again from here
     */
    default void ended(long revision, String why) {}
}
