/**
 * Multi-Paxos, after {@code specs/paxos/MultiPaxos.tla}: one method per action, same names, same order. Uses
 * {@link dev.quorate.core}, {@link dev.quorate.paxos.Ballots} and a persistent list. Read
 * {@link dev.quorate.paxos.multi.MultiPaxos} beside the spec.
 */
package dev.quorate.paxos.multi;
