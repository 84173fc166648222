/**
 * What makes a replicated service of a protocol core: disk, sockets, clocks and threads, and nothing of the protocol. Start at
 * {@link dev.quorate.runtime.Replica}, which owns a core, and {@link dev.quorate.runtime.Engine}, which says what there is to know
 * of a protocol. {@code disk} and {@code net} know neither; {@code raft}, {@code paxos} and {@code zab} are the engines.
 */
package dev.quorate.runtime;
