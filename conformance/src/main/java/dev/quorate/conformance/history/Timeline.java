package dev.quorate.conformance.history;

import dev.quorate.conformance.model.BadInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The history of one object, laid out for the search: calls and returns in their order, and a slot for each call that
 * returns, which it has from its call to its return. So a set of open operations is a few bits, however long the history.
 *
 * @param <S> the states of the object
 */
final class Timeline<S> {
    private static final int[] NONE = {};

    private final Model<S> model;
    private final List<Operation> operations;
    private final List<Effect<S>> effects;
    // An event is the index of an operation; the complement of the index where the operation returns.
    private final int[] events;
    private final Predicate<S> possible;
    private final Predicate<S> seen;
    private final int[] calledAt;
    private final int[] slotOf;
    private final int slots;
    private final int[] pending;
    private final int[] pendingPlace;
    // Places in "pending": those that make this the state, whatever was before; and all others.
    private final Map<S, int[]> replacing;
    private final boolean[] unread;
    private final int[] changing;

    private Timeline(Model<S> model, List<Operation> operations, List<Effect<S>> effects) {
        this.model = model;
        this.operations = operations;
        this.effects = effects;
        possible = model.possible(operations);
        seen = model.seen(operations);
        long[] order = new long[2 * operations.size()];
        int count = 0;
        for (int i = 0; i < operations.size(); i++) {
            order[count++] = ((long) operations.get(i).invokedAt() << 32) | i;
            if (returns(i)) {
                order[count++] = ((long) operations.get(i).returnedAt() << 32) | (~i & 0xffff_ffffL);
            }
        }
        Arrays.sort(order, 0, count);
        events = Arrays.stream(order, 0, count).mapToInt(event -> (int) event).toArray();
        calledAt = new int[operations.size()];
        slotOf = new int[operations.size()];
        slots = assignSlots();
        pending = Arrays.stream(events)
                .filter(event -> event >= 0 && !returns(event))
                .toArray();
        pendingPlace = new int[operations.size()];
        for (int i = 0; i < pending.length; i++) {
            pendingPlace[pending[i]] = i;
        }
        replacing = replacing();
        unread = unread();
        changing = IntStream.range(0, pending.length)
                .filter(i -> effects.get(pending[i]).kind() != Effect.Kind.REPLACES)
                .toArray();
    }

    /**
     * The timeline of the operations on one object. An observation that did not return says nothing, and is left out.
     *
     * @throws BadInputException if the model does not know such an argument or result
     */
    static <S> Timeline<S> of(History history, Model<S> model, List<Operation> operations) {
        List<Operation> kept = new ArrayList<>();
        List<Effect<S>> effects = new ArrayList<>();
        for (Operation operation : operations) {
            Effect<S> effect = effect(history, model, operation);
            if (operation.outcome() == Outcome.OK || !effect.observes()) {
                kept.add(operation);
                effects.add(effect);
            }
        }
        return new Timeline<>(model, kept, effects);
    }

    /**
     * What an operation does.
     *
     * @throws BadInputException if the model does not know such an argument or result
     */
    static <S> Effect<S> effect(History history, Model<S> model, Operation operation) {
        try {
            return model.effect(operation);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "%s, %s: %s: %s".formatted(history.name(), operation.lines(), operation.function(), e.getMessage()),
                    e);
        }
    }

    private int assignSlots() {
        Deque<Integer> free = new ArrayDeque<>();
        int used = 0;
        for (int at = 0; at < events.length; at++) {
            int event = events[at];
            if (event < 0) {
                free.push(slotOf[~event]);
                continue;
            }
            calledAt[event] = at;
            if (returns(event)) {
                slotOf[event] = free.isEmpty() ? used++ : free.pop();
            }
        }
        return used;
    }

    private Map<S, int[]> replacing() {
        Map<S, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < pending.length; i++) {
            Effect<S> effect = effects.get(pending[i]);
            if (effect.kind() == Effect.Kind.REPLACES) {
                S after = effect.apply(model.initial()).orElseThrow();
                places.computeIfAbsent(after, state -> new ArrayList<>()).add(i);
            }
        }
        Map<S, int[]> arrays = new LinkedHashMap<>();
        places.forEach((state, list) ->
                arrays.put(state, list.stream().mapToInt(Integer::intValue).toArray()));
        return arrays;
    }

    /** Which operations make, whatever was before, a state that no operation needs. */
    private boolean[] unread() {
        boolean[] result = new boolean[operations.size()];
        Set<S> needed = new HashSet<>();
        for (Effect<S> effect : effects) {
            if (effect.needs().isEmpty() && effect.kind() != Effect.Kind.REPLACES) {
                return result;
            }
            effect.needs().ifPresent(needed::add);
        }
        for (int i = 0; i < result.length; i++) {
            Effect<S> effect = effects.get(i);
            result[i] = effect.kind() == Effect.Kind.REPLACES
                    && !needed.contains(effect.apply(model.initial()).orElseThrow());
        }
        return result;
    }

    private boolean returns(int operation) {
        return operations.get(operation).outcome() == Outcome.OK;
    }

    boolean isPending(int operation) {
        return !returns(operation);
    }

    Model<S> model() {
        return model;
    }

    List<Operation> operations() {
        return operations;
    }

    int size() {
        return operations.size();
    }

    Operation operation(int index) {
        return operations.get(index);
    }

    /** Whether a state that was just made can be one of this history. */
    boolean isPossible(S state) {
        return possible.test(state);
    }

    /** Whether anybody may see that there was a state. */
    boolean isSeen(S state) {
        return seen.test(state);
    }

    Effect<S> effect(int index) {
        return effects.get(index);
    }

    int events() {
        return events.length;
    }

    /** The operation that is called at this place, or the complement of the one that returns. */
    int event(int at) {
        return events[at];
    }

    int calledAt(int operation) {
        return calledAt[operation];
    }

    /** The slot of an operation that returns. */
    int slotOf(int operation) {
        return slotOf[operation];
    }

    int slots() {
        return slots;
    }

    /** How many operations never return. */
    int pendingCount() {
        return pending.length;
    }

    /** One of the operations that never return, in the order of their calls. */
    int pending(int index) {
        return pending[index];
    }

    /** Where an operation that never returns stands in that order. */
    int pendingPlace(int operation) {
        return pendingPlace[operation];
    }

    /** Whether an operation makes, whatever was before, a state that no operation needs. */
    boolean isUnread(int operation) {
        return unread[operation];
    }

    /** The states that pending operations make, whatever was before. */
    Set<S> replacements() {
        return replacing.keySet();
    }

    /** The pending operations that make this the state, whatever was before, in the order of their calls. */
    int[] replacing(S state) {
        return replacing.getOrDefault(state, NONE);
    }

    /** The pending operations whose effect depends on the state. */
    int[] changing() {
        return changing;
    }
}
