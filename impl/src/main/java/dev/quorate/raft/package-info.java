/**
 * Raft, after {@code specs/raft/Raft.tla}: one method per action, same names, same order. Uses {@link dev.quorate.core}
 * and a persistent list. Read {@link dev.quorate.raft.Raft} beside the spec.
 */
package dev.quorate.raft;
