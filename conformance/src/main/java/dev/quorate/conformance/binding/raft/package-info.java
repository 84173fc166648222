/** Raft, tied to its spec. Start at {@link dev.quorate.conformance.binding.raft.RaftBinding}. */
package dev.quorate.conformance.binding.raft;
