package dev.quorate.conformance.history;

import dev.quorate.conformance.model.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the clients of a service saw: operations, in the order of their invocations.
 *
 * @param name what to call it in a message: its file
 * @param operations its operations
 */
public record History(String name, List<Operation> operations) {
    public History {
        operations = List.copyOf(operations);
    }

    /** The place that a message names. */
    String place(int line) {
        return name + ", line " + line;
    }

    /**
     * Records a history, event by event, in the order in which they happened. Each method checks what a history must be:
     * one call open for each process, no response without a call, and no call of a process whose last outcome is unknown (as
     * in Jepsen, such a process is used no more; its client goes on under a new number). Not for several threads at once.
     */
    public static final class Builder {
        private final String name;
        private final List<Operation> operations = new ArrayList<>();
        private final Map<Long, Integer> open = new HashMap<>();
        private final Set<Long> ended = new HashSet<>();
        private int events;
        private int line;

        public Builder(String name) {
            this.name = name;
        }

        /** Of which line the next event is; without this, each event is on a line of its own. */
        Builder at(int number) {
            line = number - 1;
            return this;
        }

        /** A process calls a function; see {@link Datum#of} for what an argument may be. */
        public Builder invoke(long process, String function, Object argument) {
            return invoke(process, function, Optional.empty(), Datum.of(argument));
        }

        /** A process calls a function of one object of several. */
        public Builder invoke(long process, String function, Object key, Object argument) {
            return invoke(process, function, Optional.of(Datum.of(key)), Datum.of(argument));
        }

        Builder invoke(long process, String function, Optional<Datum> key, Datum argument) {
            line++;
            if (ended.contains(process)) {
                throw wrong(
                        "process " + process + " calls " + function + ", after a call of unknown outcome; expected that"
                                + " it is used no more, and its client goes on as another process");
            } else if (open.containsKey(process)) {
                Operation before = operations.get(open.get(process));
                throw wrong("process " + process + " calls " + function + ", while its " + before.function()
                        + " of line " + before.invokedLine() + " is open; expected the response first");
            }
            open.put(process, operations.size());
            operations.add(new Operation(
                    process,
                    function,
                    key,
                    argument,
                    Outcome.INFO,
                    Datum.nil(),
                    OptionalLong.empty(),
                    events++,
                    Operation.NEVER,
                    line,
                    0));
            return this;
        }

        /** The open call of a process took effect and returned this. */
        public Builder ok(long process, Object result) {
            return end(process, Outcome.OK, Datum.of(result), OptionalLong.empty());
        }

        /** The same, and the response says which version of the store it saw or made. */
        public Builder ok(long process, Object result, long version) {
            return end(process, Outcome.OK, Datum.of(result), OptionalLong.of(version));
        }

        /** The open call of a process did not take effect and never will. */
        public Builder fail(long process) {
            return end(process, Outcome.FAIL, Datum.nil(), OptionalLong.empty());
        }

        /** Nobody knows what became of the open call of a process, or will. */
        public Builder info(long process) {
            return end(process, Outcome.INFO, Datum.nil(), OptionalLong.empty());
        }

        /** The function that a process has called and that has not returned. */
        Optional<String> openFunction(long process) {
            return Optional.ofNullable(open.get(process))
                    .map(index -> operations.get(index).function());
        }

        Builder end(long process, Outcome outcome, Datum result, OptionalLong version) {
            line++;
            Integer index = open.remove(process);
            if (index == null) {
                throw wrong("a response of process " + process + ", which has no call open");
            }
            Operation call = operations.get(index);
            operations.set(
                    index,
                    new Operation(
                            process,
                            call.function(),
                            call.key(),
                            call.argument(),
                            outcome,
                            result,
                            version,
                            call.invokedAt(),
                            outcome == Outcome.INFO ? Operation.NEVER : events,
                            call.invokedLine(),
                            line));
            events++;
            if (outcome == Outcome.INFO) {
                ended.add(process);
            }
            return this;
        }

        /** What was recorded. A call that is still open is one of unknown outcome. */
        public History build() {
            return new History(name, operations);
        }

        private BadInputException wrong(String what) {
            return new BadInputException(name + ", line " + line + ": " + what);
        }
    }
}
