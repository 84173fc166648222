/**
 * Zab, the protocol under ZooKeeper: who leads ({@code election}), and how what the leader broadcasts is
 * delivered by all in one order ({@code broadcast}). Beside {@code specs/zab}.
 */
package dev.quorate.zab;
