/** Gossip, tied to its spec. Start at {@link dev.quorate.conformance.binding.gossip.GossipBinding}. */
package dev.quorate.conformance.binding.gossip;
