/**
 * Zab's discovery, synchronization and broadcast, after {@code specs/zab/Zab.tla}: one method per action, same names, same
 * order. Uses {@link dev.quorate.core}, {@link dev.quorate.zab.Zxid} and a persistent list. Read
 * {@link dev.quorate.zab.broadcast.Zab} beside the spec.
 */
package dev.quorate.zab.broadcast;
