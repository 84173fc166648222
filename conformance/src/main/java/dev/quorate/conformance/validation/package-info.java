/**
 * Code → spec: is a log a behaviour of its spec? TLC decides, line by line, by the spec's own actions, as {@code
 * specs/raft/TraceRaft.tla} wraps them. Start at {@link dev.quorate.conformance.validation.Validation}; in TLC's process {@link
 * dev.quorate.conformance.validation.LogValidator} does the work.
 */
package dev.quorate.conformance.validation;
