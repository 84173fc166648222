package dev.quorate.zab.election;

import dev.quorate.core.NodeId;

/** Where a server stands: its round and its vote. */
public record Stand(NodeId server, int round, Vote vote) {}
