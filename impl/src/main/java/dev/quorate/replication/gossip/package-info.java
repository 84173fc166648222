/**
 * Anti-entropy: copies that become equal when writes stop. Start at {@link dev.quorate.replication.gossip.Gossip}, beside
 * {@code specs/replication/Gossip.tla}, and {@link dev.quorate.replication.gossip.Version}, beside {@code Versions.tla}.
 */
package dev.quorate.replication.gossip;
