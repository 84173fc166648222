/** Fast Paxos, tied to its spec. Start at {@link dev.quorate.conformance.binding.fastpaxos.FastPaxosBinding}. */
package dev.quorate.conformance.binding.fastpaxos;
