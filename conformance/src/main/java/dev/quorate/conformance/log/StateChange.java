package dev.quorate.conformance.log;

import dev.quorate.conformance.value.Value;
import java.util.List;
import java.util.Map;

/** What a line says of the state of its node after the event. */
public sealed interface StateChange {
    /** The whole state. */
    record Whole(Value state) implements StateChange {}

    /** Some fields; the others are as they were. */
    record Fields(Map<String, FieldChange> fields) implements StateChange {}

    /** What became of one field. */
    sealed interface FieldChange {}

    /** It has this value now. */
    record To(Value value) implements FieldChange {}

    /** It is a sequence: its first {@code keep} elements are still there, and these follow. */
    record Extended(int keep, List<Value> append) implements FieldChange {}

    /** It is a record: some of its fields; the others are as they were. */
    record Within(Map<String, FieldChange> fields) implements FieldChange {}
}
