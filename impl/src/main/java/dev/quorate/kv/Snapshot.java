package dev.quorate.kv;

import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Registered;
import dev.quorate.kv.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A state as a text:
 *
 * <pre>
 *     restore APPLIED REGISTERED SESSIONS {ID USED SEQUENCE [INDEX OUTCOME]} {KEY VALUE}
 * </pre>
 *
 * where SESSIONS is their number, INDEX and OUTCOME are left out if SEQUENCE is 0, and OUTCOME is {@code ok} or {@code no},
 * followed by {@code =} and a value if there is one. Equal states have equal texts.
 */
final class Snapshot {
    private Snapshot() {}

    static String write(State s) {
        List<String> words = new ArrayList<>(List.of("restore"));
        add(words, s.applied(), s.registered(), s.sessions().size());
        s.sessions().forEach((id, session) -> {
            add(words, id, session.used(), session.sequence());
            if (session.answer() instanceof Done done) {
                add(words, done.index());
                words.add((done.outcome().done() ? "ok" : "no")
                        + done.outcome()
                                .value()
                                .map(value -> "=" + Text.word(value))
                                .orElse(""));
            }
        });
        s.store().values().forEach((key, value) -> {
            words.add(Text.word(key));
            words.add(Text.word(value));
        });
        return Text.of(words);
    }

    private static void add(List<String> words, long... numbers) {
        for (long number : numbers) {
            words.add(Long.toString(number));
        }
    }

    /** Reads what follows the first word. */
    static State read(Text text) {
        long applied = text.number("how many commands it stands for");
        long registered = text.number("how many sessions were opened");
        long count = text.number("how many sessions there are");
        text.expect(count <= registered && registered <= applied, "no more sessions than commands");
        PSortedMap<Long, Session> sessions = TreePMap.empty();
        for (long i = 0; i < count; i++) {
            long id = text.number("a session");
            text.expect(
                    id > 0 && id <= registered && (sessions.isEmpty() || sessions.lastKey() < id),
                    "sessions that were opened, in order");
            sessions = sessions.plus(id, session(id, applied, text));
        }
        PSortedMap<String, String> values = TreePMap.empty();
        while (text.hasNext()) {
            String key = text.string("a key");
            text.expect(values.isEmpty() || values.lastKey().compareTo(key) < 0, "keys in order");
            values = values.plus(key, text.string("a value"));
        }
        return new State(applied, registered, sessions, new Store(values));
    }

    private static Session session(long id, long applied, Text text) {
        long used = text.number("when the session was used");
        text.expect(used > 0 && used <= applied, "a session that was used by one of the commands");
        long sequence = text.number("the number of its last request");
        if (sequence == 0) {
            return new Session(used, sequence, new Registered(id));
        }
        long index = text.number("where the request took effect");
        text.expect(index > 0 && index <= used, "a request that took effect at or before its last use");
        return new Session(used, sequence, new Done(index, outcome(text)));
    }

    private static final Map<String, Boolean> DONE = Map.of("ok", true, "no", false);

    private static Outcome outcome(Text text) {
        String what = "ok or no, and perhaps a value";
        String[] parts = text.next(what).split("=", 2);
        text.expect(DONE.containsKey(parts[0]), what);
        return new Outcome(
                DONE.get(parts[0]), parts.length == 2 ? Optional.of(text.string(parts[1], what)) : Optional.empty());
    }
}
