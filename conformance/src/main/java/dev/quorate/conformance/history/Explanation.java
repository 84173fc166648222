package dev.quorate.conformance.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in words how far a linearization went, and what does not fit after it. */
final class Explanation {
    private static final int SHOWN = 10;

    private Explanation() {}

    /**
     * The story of a search that did not end in a linearization.
     *
     * @param limit what kept it from an answer; absent if there is no linearization
     */
    static <S> Finding of(Timeline<S> timeline, Search.Dead<S> dead, Optional<String> limit) {
        Operation next = timeline.operation(~timeline.event(dead.at()));
        List<String> story = new ArrayList<>();
        if (limit.isPresent()) {
            story.add("%s is reached; the search came to line %d".formatted(limit.get(), next.returnedLine()));
        } else {
            story.add("%s: %s cannot be placed before its response".formatted(next.lines(), next));
        }
        story.add("the longest partial linearization has %,d of %,d operations%s"
                .formatted(dead.placed(), timeline.size(), dead.placed() == 0 ? "" : "; it ends with"));
        dead.tail().forEach(operation -> story.add("    %s: %s".formatted(operation.lines(), operation)));
        String state = timeline.model().describe(dead.state());
        story.add((dead.placed() == 0 ? "at first the object " : "then the object ") + state);
        if (limit.isEmpty()) {
            stillOpen(timeline, dead, story);
        }
        return new Finding(dead.placed(), timeline.size(), next.returnedLine(), story);
    }

    private static <S> void stillOpen(Timeline<S> timeline, Search.Dead<S> dead, List<String> story) {
        int must = ~timeline.event(dead.at());
        List<String> fitting = new ArrayList<>();
        for (int operation : dead.open()) {
            boolean fits = timeline.effect(operation).apply(dead.state()).isPresent();
            if (operation != must || fits) {
                fitting.add("    %s: %s%s"
                        .formatted(
                                timeline.operation(operation).lines(),
                                timeline.operation(operation),
                                fits ? ", which fits here, but leads no further" : ", which does not fit either"));
            }
        }
        if (!fitting.isEmpty()) {
            story.add("besides, these are open there:");
            story.addAll(fitting.subList(0, Math.min(SHOWN, fitting.size())));
            if (fitting.size() > SHOWN) {
                story.add("    and %,d more".formatted(fitting.size() - SHOWN));
            }
        }
        long pending = 0;
        for (int i = 0; i < timeline.pendingCount(); i++) {
            pending += timeline.calledAt(timeline.pending(i)) < dead.at() ? 1 : 0;
        }
        if (pending > 0) {
            story.add("of the %,d operations of unknown outcome called until then, none helps".formatted(pending));
        }
    }
}
