/**
 * What a replicated log is for: a key–value store that every replica makes of the log, and the sessions by which a request takes
 * effect once though its client sends it again. Immutable and deterministic, like the protocols; knows none of them, and uses
 * {@link dev.quorate.core} and persistent maps. Read {@link dev.quorate.kv.StateMachine} beside {@code specs/abstract/Sessions.tla};
 * {@link dev.quorate.kv.Entry} says what it has in the log.
 */
package dev.quorate.kv;
