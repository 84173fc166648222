package dev.quorate.conformance.history;

import dev.quorate.conformance.model.BadInputException;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes the events of a file in their order, from whichever reader, and makes the history of them. */
final class Events {
    private final String name;
    private final History.Builder builder;
    private int skipped;
    private boolean any;

    Events(String name) {
        this.name = name;
        builder = new History.Builder(name);
    }

    /** What an event says; for an outcome without a value, or where none is expected, the value is nil. */
    record Event(long process, String type, String function, Optional<Datum> key, Datum value, OptionalLong version) {}

    /** Whether events of this type carry a value that counts: what comes with a failure is the reason. */
    static boolean hasValue(String type) {
        return type.equals("invoke") || type.equals("ok");
    }

    void add(int line, Event event) {
        any = true;
        builder.at(line);
        if (event.type.equals("invoke")) {
            builder.invoke(event.process, event.function, event.key, event.value);
            return;
        }
        builder.openFunction(event.process)
                .filter(called -> !called.equals(event.function))
                .ifPresent(called -> {
                    throw wrong(
                            line,
                            "expected the response to the " + called + " of process " + event.process
                                    + ", found one to " + event.function);
                });
        builder.end(
                event.process,
                switch (event.type) {
                    case "ok" -> Outcome.OK;
                    case "fail" -> Outcome.FAIL;
                    case "info" -> Outcome.INFO;
                    default -> throw wrong(line, "expected invoke, ok, fail or info, found " + event.type);
                },
                event.value,
                event.version);
    }

    /** Notes an event of a process that is no client, such as Jepsen's nemesis. */
    void skip() {
        skipped++;
    }

    History history() {
        if (!any) {
            throw new BadInputException(name + ": expected operations of clients (processes with a number), found "
                    + (skipped == 0 ? "none" : "only %,d events of other processes".formatted(skipped)));
        }
        return builder.build();
    }

    BadInputException wrong(int line, String what) {
        return new BadInputException(name + ", line " + line + ": " + what);
    }

    /** What was found, short enough for a message. */
    static String shortened(Object found) {
        String text = String.valueOf(found);
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
