package dev.quorate.conformance.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a linearization of one object's history: an order of its operations in which each takes effect between its call
 * and its return, and the object answers as it did.
 *
 * <p>The search is Wing and Gong's (1993): of the operations that may come first, place one, and go on with the rest; go back
 * where none fits. Configurations that were met before are not entered again (Lowe 2017). What is placed is given by the first
 * return whose operation is not, and of the operations open there those that are: all that returned before are placed, none
 * that is called later is. So a configuration takes a few words, and a search needs memory in proportion to the history.
 *
 * <p>Four rules leave out orders of which another one takes the place:
 *
 * <ul>
 *   <li>An observation that fits is placed at once. It changes nothing, so it may be moved forward from wherever it is later.
 *   <li>An open update that makes a state which no operation needs is placed, at the latest, before the next one that replaces the
 *       state: nobody can tell.
 *   <li>A pending operation is placed only where the next one could not be without it: if the next one replaces the state, or
 *       fits the state before as well, the pending one may be left out.
 *   <li>Of pending operations with the same effect, the one called first is placed first.
 * </ul>
 *
 * @param <S> the states
 */
final class Search<S> {
    private final Timeline<S> timeline;
    private final Budget budget;
    private final Memory memory = new Memory();
    private final Deque<Frame<S>> path = new ArrayDeque<>();

    // Where the search stands.
    private int at;
    private final long[] done;
    private final int[] occupant;
    private long[] pendingDone;
    private int pendingOpen;
    // Null while it may be any.
    private S state;
    private final int[] order;
    private int placed;

    private long configurations;
    private long steps;
    private Optional<Dead<S>> furthest = Optional.empty();

    /** A configuration on the path, and which of its continuations was tried last. */
    private static final class Frame<S> {
        final int at;
        final long[] done;
        final long[] pendingDone;
        final int pendingOpen;
        final S state;
        final int placed;
        int tried = -1;
        int[] candidates;
        boolean pendingAdded;

        Frame(Search<S> search) {
            at = search.at;
            done = search.done.clone();
            pendingDone = search.pendingDone;
            pendingOpen = search.pendingOpen;
            state = search.state;
            placed = search.placed;
        }
    }

    /** A configuration from which no operation could be placed; its open operations with the one that must be placed first. */
    record Dead<S>(int at, int placed, List<Operation> tail, S state, List<Integer> open) {}

    private static final int TAIL = 8;

    /** A search from the model's first state. */
    Search(Timeline<S> timeline, Budget budget) {
        this(timeline, budget, Optional.of(timeline.model().initial()));
    }

    /** A search from a state; from any, if there is none: the first operation that needs a state finds it. */
    Search(Timeline<S> timeline, Budget budget, Optional<S> first) {
        this.timeline = timeline;
        this.budget = budget;
        done = Bits.empty(timeline.slots());
        occupant = new int[timeline.slots()];
        Arrays.fill(occupant, -1);
        pendingDone = Bits.empty(timeline.pendingCount());
        state = first.orElse(null);
        order = new int[timeline.size()];
    }

    /** Searches until there is an answer, or a limit is reached; with a greater limit, a search may be taken up again. */
    Verdict run() {
        if (!path.isEmpty()) {
            return resume();
        }
        settle();
        if (at == timeline.events()) {
            return Verdict.YES;
        } else if (!enter()) {
            return Verdict.UNKNOWN;
        }
        return resume();
    }

    private Verdict resume() {
        while (!path.isEmpty()) {
            if (!budget.allows(++steps)) {
                noteDeadEnd();
                return Verdict.UNKNOWN;
            }
            Frame<S> frame = path.getLast();
            Optional<Integer> next = next(frame);
            if (next.isEmpty()) {
                noteDeadEnd();
                path.removeLast();
                continue;
            }
            Effect<S> effect = timeline.effect(next.get());
            Optional<S> after = state == null ? fromAny(effect) : effect.apply(state);
            if (after.isEmpty() && state != null) {
                continue;
            } else if (after.isPresent() && !effect.observes() && !timeline.isPossible(after.get())) {
                continue;
            }
            if (effect.kind() == Effect.Kind.REPLACES) {
                hideUnread(next.get());
            }
            place(next.get());
            state = after.orElse(null);
            settle();
            if (at == timeline.events()) {
                return Verdict.YES;
            } else if (!memory.add(at, done.clone(), Optional.ofNullable(state), pendingDone)) {
                back(frame);
            } else if (!enter()) {
                noteDeadEnd();
                return Verdict.UNKNOWN;
            }
        }
        return Verdict.NO;
    }

    /** How many configurations are remembered. */
    long configurations() {
        return configurations;
    }

    /** Where the search got furthest. */
    Optional<Dead<S>> furthest() {
        return furthest;
    }

    private boolean enter() {
        configurations++;
        path.addLast(new Frame<>(this));
        return budget.takeConfiguration();
    }

    /** The next operation to try from a configuration, to which the search goes back. */
    private Optional<Integer> next(Frame<S> frame) {
        if (frame.tried >= 0) {
            back(frame);
        }
        if (frame.candidates == null) {
            frame.candidates = openUpdates();
        }
        frame.tried++;
        if (frame.tried == frame.candidates.length && !frame.pendingAdded) {
            frame.candidates = pendingUpdates();
            frame.pendingAdded = true;
            frame.tried = 0;
        }
        return frame.tried < frame.candidates.length ? Optional.of(frame.candidates[frame.tried]) : Optional.empty();
    }

    /** The state after an operation if the state before was any; absent if that still is any. */
    private Optional<S> fromAny(Effect<S> effect) {
        return effect.kind() == Effect.Kind.REPLACES
                ? effect.apply(timeline.model().initial())
                : effect.needs().flatMap(effect::apply);
    }

    /** The open updates that will return: first the one that returns first. What finds the first state is one, too. */
    private int[] openUpdates() {
        int[] updates = new int[occupant.length];
        int count = 0;
        int first = ~timeline.event(at);
        if (state == null || !timeline.effect(first).observes()) {
            updates[count++] = first;
        }
        for (int operation : occupant) {
            if (operation >= 0
                    && operation != first
                    && !Bits.has(done, timeline.slotOf(operation))
                    && (state == null || !timeline.effect(operation).observes())) {
                updates[count++] = operation;
            }
        }
        return Arrays.copyOf(updates, count);
    }

    /** The pending updates without which an operation that is open and will return does not fit. */
    private int[] pendingUpdates() {
        if (pendingOpen == 0 || state == null) {
            return new int[0];
        }
        List<Integer> changing = pendingChanges();
        Optional<Set<S>> needed = neededStates(changing);
        int[] updates = new int[timeline.pendingCount()];
        int count = 0;
        for (int operation : changing) {
            Optional<S> after = timeline.effect(operation).apply(state);
            if (after.isPresent()
                    && !after.get().equals(state)
                    && needed.map(states -> states.contains(after.get()))
                            .orElseGet(() -> timeline.isSeen(after.get()))) {
                updates[count++] = operation;
            }
        }
        for (S after : needed.orElseGet(timeline::replacements)) {
            if (after.equals(state) || (needed.isEmpty() && !timeline.isSeen(after))) {
                continue;
            }
            for (int i : timeline.replacing(after)) {
                if (i < pendingOpen && !Bits.has(pendingDone, i)) {
                    updates[count++] = timeline.pending(i);
                    break;
                }
            }
        }
        return Arrays.copyOf(updates, count);
    }

    /** The pending operations whose effect depends on the state, of each kind the one called first. */
    private List<Integer> pendingChanges() {
        Set<Object> kinds = new HashSet<>();
        List<Integer> changes = new ArrayList<>();
        for (int i : timeline.changing()) {
            if (i < pendingOpen && !Bits.has(pendingDone, i)) {
                Operation operation = timeline.operation(timeline.pending(i));
                if (kinds.add(List.of(operation.function(), operation.argument()))) {
                    changes.add(timeline.pending(i));
                }
            }
        }
        return changes;
    }

    /** The states that open operations need, by themselves or after pending ones; absent if any state may be needed. */
    private Optional<Set<S>> neededStates(List<Integer> pendingChanges) {
        Set<S> needed = new LinkedHashSet<>();
        for (int operation : occupant) {
            if (operation >= 0 && !Bits.has(done, timeline.slotOf(operation))) {
                Effect<S> effect = timeline.effect(operation);
                if (effect.needs().isEmpty() && effect.kind() != Effect.Kind.REPLACES) {
                    return Optional.empty();
                }
                effect.needs().ifPresent(needed::add);
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (int operation : pendingChanges) {
                Effect<S> effect = timeline.effect(operation);
                if (effect.needs().isEmpty()) {
                    return Optional.empty();
                }
                S from = effect.needs().get();
                more |= effect.apply(from).filter(needed::contains).isPresent() && needed.add(from);
            }
        }
        return Optional.of(needed);
    }

    /** Places what nobody reads before what replaces it. */
    private void hideUnread(int replacement) {
        for (int operation : occupant) {
            if (operation >= 0
                    && operation != replacement
                    && timeline.isUnread(operation)
                    && !Bits.has(done, timeline.slotOf(operation))) {
                place(operation);
            }
        }
    }

    private void place(int operation) {
        order[placed++] = operation;
        if (timeline.isPending(operation)) {
            pendingDone = pendingDone.clone();
            Bits.add(pendingDone, timeline.pendingPlace(operation));
        } else {
            Bits.add(done, timeline.slotOf(operation));
        }
    }

    /** Passes what needs no choice: calls, returns of what is placed, and observations that fit. */
    private void settle() {
        boolean moved = true;
        while (moved) {
            pass();
            moved = false;
            for (int operation : occupant) {
                if (operation >= 0
                        && state != null
                        && timeline.effect(operation).observes()
                        && !Bits.has(done, timeline.slotOf(operation))
                        && timeline.effect(operation).apply(state).isPresent()) {
                    place(operation);
                    moved = true;
                }
            }
        }
    }

    private void pass() {
        for (; at < timeline.events(); at++) {
            int event = timeline.event(at);
            if (event >= 0 && timeline.isPending(event)) {
                pendingOpen++;
            } else if (event >= 0) {
                occupant[timeline.slotOf(event)] = event;
            } else if (Bits.has(done, timeline.slotOf(~event))) {
                Bits.remove(done, timeline.slotOf(~event));
                occupant[timeline.slotOf(~event)] = -1;
            } else {
                return;
            }
        }
    }

    /** Goes back to a configuration on the path. */
    private void back(Frame<S> frame) {
        while (at > frame.at) {
            int event = timeline.event(--at);
            if (event < 0) {
                occupant[timeline.slotOf(~event)] = ~event;
            } else if (!timeline.isPending(event)) {
                occupant[timeline.slotOf(event)] = -1;
            }
        }
        System.arraycopy(frame.done, 0, done, 0, done.length);
        pendingDone = frame.pendingDone;
        pendingOpen = frame.pendingOpen;
        state = frame.state;
        placed = frame.placed;
    }

    private void noteDeadEnd() {
        if (furthest.isPresent() && !isFurtherThan(furthest.get())) {
            return;
        }
        List<Operation> tail = Arrays.stream(order, Math.max(0, placed - TAIL), placed)
                .mapToObj(timeline::operation)
                .toList();
        List<Integer> open = Arrays.stream(occupant)
                .filter(operation -> operation >= 0 && !Bits.has(done, timeline.slotOf(operation)))
                .boxed()
                .toList();
        furthest = Optional.of(new Dead<>(at, placed, tail, state, open));
    }

    private boolean isFurtherThan(Dead<S> dead) {
        return at > dead.at || (at == dead.at && placed > dead.placed);
    }
}
