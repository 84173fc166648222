package dev.quorate.conformance.history;

import java.util.List;

/**
 * Why the answer is not yes.
 *
 * @param placed how many operations the longest partial linearization has
 * @param total how many operations there are to place
 * @param line the line of the response that cannot be reached; of the one not yet reached if a limit came first
 * @param story the same for people, a line each
 */
public record Finding(int placed, int total, int line, List<String> story) {
    public Finding {
        story = List.copyOf(story);
    }
}
