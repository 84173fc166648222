/**
 * A register that is written to a majority and read from a majority, without an order of what is written. Start at
 * {@link dev.quorate.replication.majority.MajorityRegister}, beside {@code specs/replication/MajorityRegister.tla}.
 */
package dev.quorate.replication.majority;
