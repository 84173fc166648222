package dev.quorate.runtime;

import java.util.Set;

/**
 * A step of a protocol with a spec of its own, which is a step of an engine, or a part of one.
 *
 * @param spec the spec's name, such as {@code fast-leader-election}
 * @param event what happened, one of the events of that protocol
 * @param after the state of the node, in that protocol, after it
 * @param sent the messages that were sent, which may be lost at once
 */
public record Inner(String spec, Object event, Object after, Set<?> sent) {}
