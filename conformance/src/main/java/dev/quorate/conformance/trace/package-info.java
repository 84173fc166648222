/**
 * Traces: sequences of labelled states, in files that people and other tools can read (ITF, Apalache's ADR-015), and their
 * replay on the Java code, without TLC. Start at {@link dev.quorate.conformance.trace.Trace}.
 */
package dev.quorate.conformance.trace;
