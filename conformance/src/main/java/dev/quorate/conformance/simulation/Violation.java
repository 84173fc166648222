package dev.quorate.conformance.simulation;

/**
 * What went wrong in a run.
 *
 * @param property the property that does not hold, by its name in the spec; or Liveness
 * @param step how many steps the run had taken, the one that breaks it included
 * @param story what happened, in a few lines
 */
public record Violation(String property, long step, String story) {}
