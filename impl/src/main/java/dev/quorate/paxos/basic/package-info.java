/**
 * Basic Paxos: one value, chosen once. Start at {@link dev.quorate.paxos.basic.BasicPaxos}, beside
 * {@code specs/paxos/BasicPaxos.tla}.
 */
package dev.quorate.paxos.basic;
