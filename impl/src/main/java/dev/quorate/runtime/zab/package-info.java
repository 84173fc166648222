/**
 * What the runtime needs to know of Zab: {@link dev.quorate.zab.broadcast} with {@link dev.quorate.zab.election} for its oracle, as
 * in {@code specs/zab/ZooKeeper.tla}. Start at {@link dev.quorate.runtime.zab.ZooKeeper}, which is a pure core itself, made of
 * the two, which do not know each other, and of the connections that Zab needs, on a network that may lose what is sent.
 */
package dev.quorate.runtime.zab;
