package dev.quorate.raft;

import dev.quorate.core.Command;

/** A log entry: a command and the term of the leader that took it from a client (§5.3). */
public record Entry(int term, Command command) {}
