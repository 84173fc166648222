/**
 * What every protocol core is written in: a node is a pure function from a state and an event to a state and messages.
 * Depends on nothing. Start at {@link dev.quorate.core.Protocol}.
 */
package dev.quorate.core;
