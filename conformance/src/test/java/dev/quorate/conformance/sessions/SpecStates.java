package dev.quorate.conformance.sessions;

import dev.quorate.conformance.value.Value;
import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Expired;
import dev.quorate.kv.Answer.Ignored;
import dev.quorate.kv.Answer.Outdated;
import dev.quorate.kv.Answer.Registered;
import dev.quorate.kv.Entry.Register;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
import dev.quorate.kv.Session;
import dev.quorate.kv.State;
import dev.quorate.kv.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The values of {@code Sessions.tla} as those of {@code dev.quorate.kv}. The spec's store is the sequence of the requests that
 * have taken effect, and an outcome is all of it; here each request does something with a store of two keys, and the store is
 * what they come to.
 */
final class SpecStates {
    private SpecStates() {}

    static State state(Value replica) {
        PSortedMap<Long, Session> sessions = TreePMap.empty();
        for (Map.Entry<Value, Value> session :
                field(replica, "sessions").asMappings().entrySet()) {
            sessions = sessions.plus(
                    ((Value.Int) session.getKey()).value(),
                    new Session(
                            number(session.getValue(), "used"),
                            number(session.getValue(), "sequence"),
                            answer(field(session.getValue(), "answer"))));
        }
        return new State(
                number(replica, "applied"),
                number(replica, "registered"),
                sessions,
                store(elements(field(replica, "store"))));
    }

    static Answer answer(Value answer) {
        return switch (type(answer)) {
            case "Ignored" -> new Ignored();
            case "Registered" -> new Registered(number(answer, "session"));
            case "Done" -> new Done(number(answer, "index"), outcome(elements(field(answer, "outcome"))));
            case "Outdated" -> new Outdated();
            case "Expired" -> new Expired();
            default -> throw new IllegalArgumentException("the spec has another answer: " + answer);
        };
    }

    static Command command(Value command) {
        return switch (type(command)) {
            case "NoOp" -> new Command("NoOp");
            case "Register" -> new Register("a").command();
            case "Request" -> request(command).command();
            default -> throw new IllegalArgumentException("the spec has another command: " + command);
        };
    }

    static String type(Value record) {
        return ((Value.Str) field(record, "type")).value();
    }

    static Value field(Value record, String name) {
        return Optional.ofNullable(record.asMappings().get(Value.of(name)))
                .orElseThrow(() -> new IllegalArgumentException("no field " + name + " in " + record));
    }

    static List<Value> elements(Value sequence) {
        return ((Value.Seq) sequence).elements();
    }

    private static long number(Value record, String name) {
        return ((Value.Int) field(record, name)).value();
    }

    private static Request request(Value request) {
        long session = number(request, "session");
        long sequence = number(request, "sequence");
        return new Request(session, sequence, operation(session, sequence));
    }

    /** Most do something else if they are done twice, and all if it is not theirs that was done last. */
    private static Operation operation(long session, long sequence) {
        String value = session + "." + sequence;
        return switch ((int) (2 * session + sequence) % 5) {
            case 0 -> new Get("x");
            case 1 -> new Delete("x");
            case 2 -> new Put("y", value);
            case 3 -> new CompareAndSet("x", Optional.empty(), value);
            default -> new CompareAndSet("x", Optional.of("1.1"), value);
        };
    }

    private static Store store(List<Value> requests) {
        Store store = new Store(TreePMap.empty());
        for (Value request : requests) {
            store = store.execute(request(request).operation()).store();
        }
        return store;
    }

    private static Outcome outcome(List<Value> requests) {
        int last = requests.size() - 1;
        return store(requests.subList(0, last))
                .execute(request(requests.get(last)).operation())
                .outcome();
    }
}
