package dev.quorate.conformance.binding.gossip;

import dev.quorate.replication.gossip.Versioning;

/** The same with version vectors: all that differs is which of two versions is older. */
public final class GossipVectorBinding extends GossipBinding {
    public GossipVectorBinding() {
        super("gossip-vector", Versioning.VERSION_VECTOR);
    }
}
