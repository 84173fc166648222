/** Multi-Paxos and its spec. */
package dev.quorate.conformance.binding.multipaxos;
