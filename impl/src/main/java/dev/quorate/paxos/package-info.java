/**
 * The Paxos family, and what its members share: who may use which ballot, what a vote is, and how a learner learns. Basic, Multi
 * and Fast Paxos are packages of their own.
 */
package dev.quorate.paxos;
