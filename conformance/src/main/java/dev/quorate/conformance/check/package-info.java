/**
 * Holds what a run found against what the model says it must find. Start at {@link dev.quorate.conformance.check.Outcome}.
 */
package dev.quorate.conformance.check;
