/**
 * Raft with what a cluster needs that runs, after {@code specs/raft/RaftComplete.tla} and the modules that it is made of: one
 * method per action, same names, same order. Read {@link dev.quorate.raft.Raft} first; then
 * {@link dev.quorate.raft.complete.RaftComplete} beside the spec.
 */
package dev.quorate.raft.complete;
