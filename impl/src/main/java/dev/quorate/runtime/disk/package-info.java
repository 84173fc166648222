/**
 * What a replica remembers when its process or its machine ends: a write-ahead log of records, and checkpoints, in a folder of its
 * own. It knows only bytes, and nothing of protocols. Start with {@link dev.quorate.runtime.disk.Storage}; what recovery believes
 * and what it refuses is in {@link dev.quorate.runtime.disk.Recovery}; {@link dev.quorate.runtime.disk.Disk} is all that it asks of a file system.
 *
 * <p>A data folder holds
 *
 * <pre>
 *   lock                             held while a server uses the folder
 *   identity                         whose data it is, in words
 *   checkpoint-0000000000000031416   the state after the first 31,416 records
 *   log-0000000000000031417          the records from 31,417 on; the next segment has the number of its first record
 * </pre>
 *
 * and, while it is being written, a file whose name ends in {@code .tmp}. How a file begins is told in {@link
 * dev.quorate.runtime.disk.FileHeader}, how a record looks in {@link dev.quorate.runtime.disk.RecordHeader}.
 *
 * <p>A node whose folder was refused, or lost, has forgotten what it promised: it must not come back under its old name as if it
 * had never promised anything.
 */
package dev.quorate.runtime.disk;
