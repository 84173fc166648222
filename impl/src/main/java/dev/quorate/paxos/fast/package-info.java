/**
 * Fast Paxos: one value, chosen once, in two message delays if clients do not collide. Start at
 * {@link dev.quorate.paxos.fast.FastPaxos}, beside {@code specs/paxos/FastPaxos.tla}.
 */
package dev.quorate.paxos.fast;
