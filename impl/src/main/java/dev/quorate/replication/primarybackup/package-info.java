/**
 * Synchronous primary–backup, and what becomes of it when failures are detected wrongly. Start at
 * {@link dev.quorate.replication.primarybackup.PrimaryBackup}, beside {@code specs/replication/PrimaryBackup.tla}.
 */
package dev.quorate.replication.primarybackup;
