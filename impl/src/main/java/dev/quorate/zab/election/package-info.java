/**
 * Fast Leader Election, ZooKeeper's phase 0 of Zab. Start at {@link dev.quorate.zab.election.FastLeaderElection}, beside
 * {@code specs/zab/FastLeaderElection.tla}.
 */
package dev.quorate.zab.election;
