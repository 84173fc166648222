/** What the worlds of the Paxos family share. Start at {@link dev.quorate.conformance.binding.paxos.VoteGhost}. */
package dev.quorate.conformance.binding.paxos;
