package dev.quorate.conformance.binding;

import dev.quorate.core.Command;
import java.util.Optional;

/**
 * What a node answers a client of a register.
 *
 * @param value what was read; empty if nothing was ever written. Of a write it says nothing
 */
public record Answer(Optional<Command> value) {}
