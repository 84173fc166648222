package dev.quorate.replication.abd;

import dev.quorate.core.Command;
import java.util.Optional;

/**
 * What was written, and when.
 *
 * @param value empty if nothing was written yet
 */
public record Version(Timestamp timestamp, Optional<Command> value) {
    /** What a register holds that nobody has written. */
    public static final Version NONE = new Version(Timestamp.NONE, Optional.empty());
}
