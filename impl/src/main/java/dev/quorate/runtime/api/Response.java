package dev.quorate.runtime.api;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.runtime.Status;
import java.util.List;
import java.util.Optional;

/** What a server answers. Each has the number of the request; a watch has many, any other request one. */
public sealed interface Response {
    /** The command was applied, and this came of it. */
    record Applied(Answer answer) implements Response {}

    /**
     * What a key holds.
     *
     * @param revision how many commands the store had applied
     */
    record Value(long revision, Optional<String> value) implements Response {}

    /**
     * What keys hold.
     *
     * @param more whether there are more than these
     */
    record Values(long revision, List<KeyValue> entries, boolean more) implements Response {}

    /**
     * A watch has begun.
     *
     * @param revision all changes after this will be told
     */
    record Watching(long revision) implements Response {}

    /** Something changed that is watched. */
    record Changed(Change change) implements Response {}

    /**
     * Changes were missed that nobody remembers any more; the watch goes on.
     *
     * @param revision all changes after this will be told
     */
    record Compacted(long revision) implements Response {}

    /**
     * The server ends a watch.
     *
     * @param revision all changes up to this were told
     */
    record WatchEnded(long revision, String why) implements Response {}

    /**
     * How the server stands.
     *
     * @param connected the peers to which it is connected
     */
    record Standing(Status status, List<NodeId> connected, String version) implements Response {}

    /** The server has begun to do what it was asked. */
    record Begun() implements Response {}

    /**
     * Nothing was done: another leads, or nobody.
     *
     * @param leader who does, as far as the server knows
     */
    record NotLeader(Optional<Member> leader) implements Response {}

    /**
     * A server of the cluster, and where it is.
     *
     * @param address such as {@code 127.0.0.1:7101}
     */
    record Member(NodeId node, String address) {}

    /** It may come about, now or later, or never. To ask for the same again is safe. */
    record Unknown(String why) implements Response {}

    /** Why nothing was done. */
    enum Cause {
        /** Too much waits already: again, later. */
        OVERLOADED,
        /** The server is about to end: again, at another. */
        STOPPING,
        /** The request is none that can be done; it will be no better the next time. */
        INVALID
    }

    /** Nothing was done. */
    record Refused(Cause cause, String why) implements Response {}
}
