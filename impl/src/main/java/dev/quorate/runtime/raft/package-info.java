/** What the runtime needs to know of Raft: {@link dev.quorate.raft.complete}. */
package dev.quorate.runtime.raft;
