package dev.quorate.conformance.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The checker against trying every order. */
class CheckerProperties {
    private static final int MOST_OPERATIONS = 7;

    /** What a client does next: it calls, or its open call ends. */
    record Act(int client, int choice, int ending, int first, int second) {}

    @Property(tries = 4000)
    void aRegisterIsJudgedAsByTryingEveryOrder(@ForAll("acts") List<Act> acts) {
        judged(new RegisterModel(false), history(acts, CheckerProperties::register));
    }

    @Property(tries = 6000)
    void aCasRegisterIsJudgedAsByTryingEveryOrder(@ForAll("acts") List<Act> acts, @ForAll boolean failedCompared) {
        History history = history(acts, CheckerProperties::casRegister);
        judged(new RegisterModel(true), history, failedCompared);
    }

    @Property(tries = 4000)
    void aStoreIsJudgedAsByTryingEveryOrder(@ForAll("acts") List<Act> acts) {
        judged(new KeyValueModel(), history(acts, CheckerProperties::keyValue));
    }

    @Property(tries = 4000)
    void aListIsJudgedAsByTryingEveryOrder(@ForAll("acts") List<Act> acts) {
        judged(new ListModel(), history(acts, CheckerProperties::appendList));
    }

    /** With memory for one configuration only, the answer may be missing, but never another one. */
    @Property(tries = 2000)
    void aLimitNeverTurnsAnAnswerRound(@ForAll("acts") List<Act> acts) {
        History history = history(acts, CheckerProperties::casRegister);
        if (history.operations().isEmpty()) {
            return;
        }
        Model<?> model = new RegisterModel(true);
        Verdict verdict = Checker.of(model).check(history).verdict();
        Verdict limited = new Checker(
                        Optional.of(model), Consistency.LINEARIZABLE, new Limits(Duration.ofMinutes(1), 2), false)
                .check(history)
                .verdict();
        assertTrue(limited == verdict || limited == Verdict.UNKNOWN, () -> verdict + " became " + limited);
        Statistics.collect(limited);
        Statistics.coverage(coverage -> {
            for (Verdict each : Verdict.values()) {
                coverage.check(each).percentage(p -> p > 2);
            }
        });
    }

    /** What is left of a history that is cut down is not linearizable, and no operation in it is new. */
    @Property(tries = 2000)
    void whatIsCutDownStaysWrong(@ForAll("acts") List<Act> acts) {
        History history = history(acts, CheckerProperties::casRegister);
        if (history.operations().isEmpty()) {
            return;
        }
        HistoryReport report = Checker.of(new RegisterModel(true)).check(history);
        Statistics.collect(report.verdict());
        Statistics.coverage(coverage -> coverage.check(Verdict.NO).percentage(p -> p > 10));
        if (report.verdict() == Verdict.NO) {
            History small = Checker.smallest(report, report.objects().get(0));
            assertFalse(BruteForce.isLinearizable(new RegisterModel(true), small.operations()), small::toString);
            assertTrue(small.operations().size() <= history.operations().size());
        }
    }

    private static <S> void judged(Model<S> model, History history) {
        judged(model, history, false);
    }

    private static <S> void judged(Model<S> model, History history, boolean failedCompared) {
        if (history.operations().isEmpty()) {
            return;
        }
        boolean expected = Objects.split(history, model, failedCompared).values().stream()
                .allMatch(operations -> BruteForce.isLinearizable(model, operations));
        HistoryReport report = new Checker(
                        Optional.of(model), Consistency.LINEARIZABLE, Limits.standard(), failedCompared)
                .check(history);
        assertEquals(expected ? Verdict.YES : Verdict.NO, report.verdict(), history::toString);
        boolean pending = history.operations().stream().anyMatch(operation -> operation.outcome() == Outcome.INFO);
        Statistics.collect(expected, pending);
        Statistics.coverage(coverage -> {
            for (boolean verdict : new boolean[] {true, false}) {
                for (boolean info : new boolean[] {true, false}) {
                    coverage.check(verdict, info).percentage(p -> p > 4);
                }
            }
        });
    }

    /** How an act calls, and what it is answered. */
    private interface Vocabulary {
        Operation call(Act act);
    }

    private static Operation register(Act act) {
        return act.choice % 2 == 0
                ? call("read", Optional.empty(), Datum.nil(), small(act.first))
                : call("write", Optional.empty(), small(1 + act.first % 2), Datum.nil());
    }

    private static Operation casRegister(Act act) {
        return act.choice % 3 == 2
                ? call(
                        "cas",
                        Optional.empty(),
                        new Datum.Items(List.of(small(act.first), small(act.second))),
                        Datum.nil())
                : register(act);
    }

    private static Operation keyValue(Act act) {
        Optional<Datum> key = Optional.of(new Datum.Text(act.second % 2 == 0 ? "x" : "y"));
        Datum text = new Datum.Text("ab".substring(act.first % 3));
        return switch (act.choice % 6) {
            case 0, 1 -> call("get", key, Datum.nil(), act.first % 3 == 2 ? Datum.nil() : text);
            case 2 -> call("append", key, text, Datum.nil());
            case 3 -> call("delete", key, Datum.nil(), Datum.nil());
            case 4 -> call("cas", key, new Datum.Items(List.of(text, new Datum.Text("b"))), Datum.nil());
            default -> call("put", key, text, Datum.nil());
        };
    }

    private static Operation appendList(Act act) {
        List<Integer> read = List.of(
                        List.<Integer>of(), List.of(1), List.of(2), List.of(1, 2), List.of(2, 1), List.of(1, 1))
                .get((act.first + 3 * act.second) % 6);
        return act.choice % 2 == 0
                ? call("read", Optional.empty(), Datum.nil(), Datum.of(read))
                : call("append", Optional.empty(), new Datum.Int(1 + act.first % 2), Datum.nil());
    }

    private static Datum small(int value) {
        return value == 0 ? Datum.nil() : new Datum.Int(value);
    }

    private static Operation call(String function, Optional<Datum> key, Datum argument, Datum result) {
        return new Operation(
                0, function, key, argument, Outcome.OK, result, OptionalLong.empty(), 0, Operation.NEVER, 1, 0);
    }

    private static History history(List<Act> acts, Vocabulary vocabulary) {
        History.Builder builder = new History.Builder("history");
        Operation[] open = new Operation[4];
        int[] generation = new int[4];
        int calls = 0;
        for (Act act : acts) {
            long process = act.client + 10L * generation[act.client];
            Operation answered = open[act.client];
            if (answered == null) {
                if (calls++ == MOST_OPERATIONS) {
                    break;
                }
                open[act.client] = vocabulary.call(act);
                builder.invoke(
                        process, open[act.client].function(), open[act.client].key(), open[act.client].argument());
                continue;
            }
            open[act.client] = null;
            switch (act.ending) {
                case 0 -> builder.fail(process);
                case 1 -> {
                    builder.info(process);
                    generation[act.client]++;
                }
                default -> builder.ok(process, answered.result());
            }
        }
        for (int client = 0; client < open.length; client++) {
            if (open[client] != null) {
                builder.ok(client + 10L * generation[client], open[client].result());
            }
        }
        return builder.build();
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Act> act = Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2))
                .as(Act::new);
        return act.list().ofMinSize(6).ofMaxSize(16).map(ArrayList::new);
    }
}
