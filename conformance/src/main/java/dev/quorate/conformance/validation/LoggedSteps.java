package dev.quorate.conformance.validation;

import dev.quorate.conformance.log.LogLine;
import dev.quorate.conformance.log.LogSource;
import dev.quorate.conformance.log.StateChange;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.tlc.TlcMaker;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.tlc.TraceSource;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.StateMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A log as TLC sees it. Holds one line, the last that was asked for; an earlier one is found by reading anew from the start. It
 * holds no state of a node: what a line leaves out is what the state before has, and TLC has that.
 */
final class LoggedSteps implements TraceSource {
    private static final Value INIT = Value.record(Map.of("type", Value.of("Init")));

    private final List<Path> files;
    private final LogSurvey survey;
    private final Object cluster;
    private final Object order;

    private LogSource source;
    private LogLine line;
    private int number;
    private int run;
    private Object event;
    private Object sent;

    /** The last answer of {@link #nodes}, and what it was asked for. */
    private Object before;

    private Object after;

    LoggedSteps(List<Path> files, LogSurvey survey) {
        this.files = files;
        this.survey = survey;
        List<Value> nodes = survey.header().nodes().stream()
                .sorted()
                .map(node -> Value.of(node.name()))
                .toList();
        cluster = TlcMaker.of(Value.set(nodes));
        order = TlcMaker.of(Value.sequence(nodes));
    }

    @Override
    public Object cluster() {
        return cluster;
    }

    @Override
    public Object order() {
        return order;
    }

    @Override
    public OptionalInt constant(String name) {
        Integer constant = survey.header().constants().get(name);
        return constant == null ? OptionalInt.empty() : OptionalInt.of(constant);
    }

    @Override
    public Object condensed(Object commands) {
        Integer maxSessions = survey.header().constants().get("MaxSessions");
        if (maxSessions == null) {
            return commands;
        }
        List<Command> all = Arrays.stream(TlcValues.values(commands))
                .map(command -> new Command(((Value.Str) TlcValues.toValue(command)).value()))
                .toList();
        return TlcMaker.of(Value.sequence(new StateMachine(maxSessions)
                .condense(all).stream().map(command -> Value.of(command.name())).toList()));
    }

    @Override
    public int length() {
        return survey.lines();
    }

    @Override
    public synchronized Object event(int wanted) {
        goTo(wanted);
        return event;
    }

    @Override
    public synchronized Object sent(int wanted) {
        goTo(wanted);
        return sent;
    }

    @Override
    public synchronized Object nodes(int wanted, Object old) {
        goTo(wanted);
        if (before != old) {
            before = old;
            after = changed(TlcMaker.whole(old, null));
        }
        return after;
    }

    @Override
    public synchronized Object inFlight(int wanted, Object network, Object messages) {
        goTo(wanted);
        List<Object> last = new ArrayList<>();
        List<Object> needed = new ArrayList<>();
        Object received = TlcValues.field(event, "message");
        if (received != null && lastReceipt(received) == number) {
            last.add(received);
        }
        for (Object message : TlcValues.elements(TlcMaker.whole(messages, null))) {
            if (lastReceipt(message) > number) {
                needed.add(message);
            }
        }
        return last.isEmpty() && needed.isEmpty() ? network : TlcMaker.changed(network, last, needed);
    }

    @Override
    public synchronized Object inFlightInOrder(int wanted, Object network) {
        goTo(wanted);
        Object whole = TlcMaker.whole(network, null);
        Object[] channels = TlcValues.values(whole).clone();
        for (int i = 0; i < channels.length; i++) {
            Object[] messages = TlcValues.values(channels[i]);
            int length = 0;
            while (length < messages.length && lastReceipt(messages[length]) > number) {
                length++;
            }
            if (length + 1 < messages.length) {
                channels[i] = TlcMaker.extended(channels[i], length + 1, List.of());
            }
        }
        return TlcMaker.withResults(whole, channels);
    }

    /** A line as it stands in the log. */
    synchronized LogLine line(int wanted) {
        goTo(wanted);
        return line;
    }

    private int lastReceipt(Object message) {
        return survey.receipts().last(run, TlcValues.fingerprint(message));
    }

    private void goTo(int wanted) {
        if (wanted == number) {
            return;
        }
        if (source == null || wanted < number) {
            if (source != null) {
                source.close();
            }
            source = LogSource.openAgain(files);
            number = 0;
            run = 0;
        }
        while (number < wanted) {
            Optional<LogLine> next = source.next();
            line = next.orElseThrow(() -> new BadInputException(
                    files.get(0) + ": has become shorter while it was read; expected " + survey.lines() + " lines"));
            number++;
            run += line instanceof LogLine.Init ? 1 : 0;
        }
        event = TlcMaker.of(line instanceof LogLine.Event happening ? happening.event() : INIT);
        sent = TlcMaker.of(line instanceof LogLine.Event happening ? happening.sent() : Value.set(List.of()));
        before = null;
    }

    private Object changed(Object nodes) {
        Object states = nodes;
        if (line instanceof LogLine.Event happening) {
            String name = happening.node().name();
            Object state = changed(TlcValues.field(nodes, name), happening.change());
            return TlcMaker.with(nodes, name, state);
        }
        for (Map.Entry<NodeId, Value> state : ((LogLine.Init) line).states().entrySet()) {
            states = TlcMaker.with(states, state.getKey().name(), TlcMaker.of(state.getValue()));
        }
        return states;
    }

    private Object changed(Object old, StateChange change) {
        if (change instanceof StateChange.Whole whole) {
            return TlcMaker.of(whole.state());
        }
        return changed(old, ((StateChange.Fields) change).fields(), "changes");
    }

    private Object changed(Object old, Map<String, StateChange.FieldChange> fields, String where) {
        Object record = old;
        for (Map.Entry<String, StateChange.FieldChange> field : fields.entrySet()) {
            String name = field.getKey();
            record = TlcMaker.with(
                    record, name, changed(TlcValues.field(old, name), field.getValue(), where + "." + name));
        }
        return record;
    }

    private Object changed(Object old, StateChange.FieldChange change, String where) {
        if (change instanceof StateChange.Within within) {
            return changed(old, within.fields(), where);
        } else if (change instanceof StateChange.Extended extended) {
            int length = TlcValues.values(old).length;
            if (length < extended.keep()) {
                throw new BadInputException(line.place() + ": " + where + ".#keep: expected at most " + length
                        + ", for so many elements there were, found " + extended.keep());
            }
            return TlcMaker.extended(old, extended.keep(), extended.append());
        }
        return TlcMaker.of(((StateChange.To) change).value());
    }
}
