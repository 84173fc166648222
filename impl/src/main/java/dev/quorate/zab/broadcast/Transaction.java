package dev.quorate.zab.broadcast;

import dev.quorate.core.Command;
import dev.quorate.zab.Zxid;

/** What a primary broadcasts: a client's command, and the identifier that the primary gave it. */
public record Transaction(Zxid zxid, Command command) {}
