package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Who waits for a command to be applied that this replica has put into the log, in its current reign. */
final class Waiters {
    private final Map<Command, List<Consumer<Reply>>> waiting = new HashMap<>();
    private final int limit;
    private int count;

    Waiters(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return count >= limit;
    }

    int count() {
        return count;
    }

    /** Whether somebody waits for this command already, so that it is in the log. */
    boolean waitFor(Command command) {
        return waiting.containsKey(command);
    }

    void add(Command command, Consumer<Reply> reply) {
        waiting.computeIfAbsent(command, c -> new ArrayList<>(1)).add(reply);
        count++;
    }

    void applied(Command command, Answer answer) {
        List<Consumer<Reply>> replies = waiting.remove(command);
        if (replies != null) {
            count -= replies.size();
            Reply applied = new Reply.Applied(answer);
            replies.forEach(reply -> reply.accept(applied));
        }
    }

    /** The replica's reign is over: nobody knows what becomes of what it took. */
    void giveUp(String why) {
        List<List<Consumer<Reply>>> all = new ArrayList<>(waiting.values());
        waiting.clear();
        count = 0;
        Reply unknown = new Reply.Unknown(why);
        all.forEach(replies -> replies.forEach(reply -> reply.accept(unknown)));
    }
}
