/**
 * Exploration of a protocol's world by the Java code alone: every state within a model's bounds, counted, and held against the
 * invariants. A second checker beside TLC, which must find as many states. Start at
 * {@link dev.quorate.conformance.exploration.Explorer}.
 */
package dev.quorate.conformance.exploration;
