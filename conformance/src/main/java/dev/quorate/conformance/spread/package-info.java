/**
 * How fast gossip spreads: rounds until every node has an update, counted on the Java core, and drawn. Start at
 * {@link dev.quorate.conformance.spread.Epidemic}.
 */
package dev.quorate.conformance.spread;
