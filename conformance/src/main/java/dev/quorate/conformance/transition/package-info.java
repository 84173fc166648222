/**
 * Exhaustive transition conformance: every transition of TLC's bounded state graph is executed on the Java code, in TLC's
 * own process, as TLC generates it. {@link dev.quorate.conformance.transition.TransitionChecker} checks;
 * {@link dev.quorate.conformance.transition.Conformance} runs it and reads its report;
 * {@link dev.quorate.conformance.transition.PathFinder} finds the way to what it found.
 */
package dev.quorate.conformance.transition;
