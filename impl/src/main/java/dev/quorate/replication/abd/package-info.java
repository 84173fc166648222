/**
 * ABD: one atomic register, read and written at any node, without consensus. Start at {@link dev.quorate.replication.abd.Abd},
 * beside {@code specs/replication/Abd.tla}.
 */
package dev.quorate.replication.abd;
