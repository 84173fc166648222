/** Basic Paxos, tied to its spec. Start at {@link dev.quorate.conformance.binding.basicpaxos.BasicPaxosBinding}. */
package dev.quorate.conformance.binding.basicpaxos;
