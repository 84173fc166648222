package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.State;
import java.util.Optional;

/** What a replica says to who has asked. */
public sealed interface Reply {
    /** The command was applied, and this came of it. */
    record Applied(Answer answer) implements Reply {}

    /** The state, no older than the question. */
    record Current(State state) implements Reply {}

    /** The replica has begun to do what it was asked. */
    record Begun() implements Reply {}

    /** Nothing was done: another leads, perhaps this one, or nobody. */
    record NotLeader(Optional<NodeId> leader) implements Reply {}

    /** It may come about, now or later, or never: nobody knows who has not seen. To ask for the same again is safe. */
    record Unknown(String why) implements Reply {}

    /** Nothing was done. */
    record Refused(String why) implements Reply {}
}
