/** The binding of Raft with what a cluster needs that runs. */
package dev.quorate.conformance.binding.raftcomplete;
