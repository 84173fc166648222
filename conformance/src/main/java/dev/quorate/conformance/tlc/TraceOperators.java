package dev.quorate.conformance.tlc;

import java.util.OptionalInt;
import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/**
 * What TLC evaluates in place of the operators of the module {@code TraceLog}, whose definitions say what they mean. TLC evaluates
 * a method without parameters once, if it is final.
 */
public final class TraceOperators {
    private static final String MODULE = "TraceLog";

    private static TraceSource source;

    private TraceOperators() {}

    /** Lets TLC see a log. Before TLC reads the spec; there is one log in a JVM. */
    public static void show(TraceSource log) {
        source = log;
    }

    /** Whether there is a log to see. */
    public static boolean hasLog() {
        return source != null;
    }

    /** The set of the cluster's nodes. */
    @TLAPlusOperator(identifier = "LogCluster", module = MODULE, warn = false)
    public static final Value cluster() {
        return (Value) source.cluster();
    }

    /** The cluster's nodes, ordered. */
    @TLAPlusOperator(identifier = "LogOrder", module = MODULE, warn = false)
    public static final Value order() {
        return (Value) source.order();
    }

    /** A constant of the header. */
    @TLAPlusOperator(identifier = "LogConstant", module = MODULE, warn = false)
    public static Value constant(Value name, Value otherwise) {
        OptionalInt constant = source.constant(((StringValue) name).val.toString());
        return constant.isPresent() ? IntValue.gen(constant.getAsInt()) : otherwise;
    }

    /** What a snapshot keeps of commands. */
    @TLAPlusOperator(identifier = "LogCondensed", module = MODULE, warn = false)
    public static Value condensed(Value commands) {
        return (Value) source.condensed(TlcMaker.whole(commands, null));
    }

    /** The number of lines. */
    @TLAPlusOperator(identifier = "LogLength", module = MODULE, warn = false)
    public static final Value length() {
        return IntValue.gen(source.length());
    }

    /** The event of a line. */
    @TLAPlusOperator(identifier = "LogEvent", module = MODULE, warn = false)
    public static Value event(Value line) {
        return (Value) source.event(((IntValue) line).val);
    }

    /** What a line's event sends. */
    @TLAPlusOperator(identifier = "LogSent", module = MODULE, warn = false)
    public static Value sent(Value line) {
        return (Value) source.sent(((IntValue) line).val);
    }

    /** The nodes after a line's event. */
    @TLAPlusOperator(identifier = "LogNodes", module = MODULE, warn = false)
    public static Value nodes(Value line, Value before) {
        return (Value) source.nodes(((IntValue) line).val, before);
    }

    /** What is still to be received after a line. */
    @TLAPlusOperator(identifier = "InFlight", module = MODULE, warn = false)
    public static Value inFlight(Value line, Value network, Value sent) {
        return (Value) source.inFlight(((IntValue) line).val, network, sent);
    }

    /** What is still to be received after a line, where the network is one of channels. */
    @TLAPlusOperator(identifier = "InFlightInOrder", module = MODULE, warn = false)
    public static Value inFlightInOrder(Value line, Value network) {
        return (Value) source.inFlightInOrder(((IntValue) line).val, network);
    }

    /** Equality. */
    @TLAPlusOperator(identifier = "Same", module = MODULE, warn = false)
    public static Value same(Value one, Value other) {
        return TlcMaker.same(one, other) ? BoolValue.ValTrue : BoolValue.ValFalse;
    }
}
