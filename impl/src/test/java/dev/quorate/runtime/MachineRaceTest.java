package dev.quorate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.kv.State;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * One thread applies, another looks: it sees a moment, and never goes back in time. By Lincheck's model checking. Left out: more than
 * one thread that looks, and more than two commands.
 */
@EnabledForJreRange(max = JRE.JAVA_17, disabledReason = MailboxRaceTest.NEWER)
class MachineRaceTest {
    private static final int COMMANDS = 2;

    /** A moment as it is looked at. */
    private record Moment(long applied, Optional<String> value) {
        static Moment of(State state) {
            return new Moment(
                    state.applied(), Optional.ofNullable(state.store().values().get("k")));
        }

        /** The first command opens a session; each after it says how many there were. */
        void check() {
            assertEquals(
                    applied < 2 ? Optional.empty() : Optional.of(String.valueOf(applied)), value, "after " + applied);
        }
    }

    private static void apply(Machine machine, int command) {
        Entry entry = command == 1
                ? new Entry.Register("c")
                : new Entry.Request(1, command, new Operation.Put("k", String.valueOf(command)));
        machine.apply(Optional.of(entry.command()));
    }

    private static void looksWhileAnotherApplies(IntConsumer apply, Supplier<Moment> look) throws InterruptedException {
        Thread applies = new Thread(() -> {
            for (int i = 1; i <= COMMANDS; i++) {
                apply.accept(i);
            }
        });
        applies.start();
        Moment first = look.get();
        first.check();
        Moment second = look.get();
        second.check();
        assertTrue(second.applied() >= first.applied(), second + " is before " + first);
        applies.join();
        assertEquals(COMMANDS, look.get().applied());
    }

    private static void check(Supplier<Runner> make) {
        Lincheck.runConcurrentTest(30, () -> {
            try {
                make.get().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private interface Runner {
        void run() throws InterruptedException;
    }

    @Test
    void aStateIsAMomentThatStays() {
        check(() -> {
            Machine machine = new Machine(10, new Machine.Listener() {});
            return () -> looksWhileAnotherApplies(
                    command -> MachineRaceTest.apply(machine, command), () -> Moment.of(machine.state()));
        });
    }

    /** Whoever looks between the two sees a moment that never was. */
    private static final class TwoFields {
        private volatile long applied;
        private volatile Optional<String> value = Optional.empty();

        void apply(int command) {
            applied = command;
            value = command < 2 ? value : Optional.of(String.valueOf(command));
        }

        Moment look() {
            return new Moment(applied, value);
        }
    }

    @Test
    void aMachineThatShowsItsStateInTwoPartsIsFoundOut() {
        assertThrows(
                LincheckAssertionError.class,
                () -> check(() -> {
                    TwoFields machine = new TwoFields();
                    return () -> looksWhileAnotherApplies(machine::apply, machine::look);
                }));
    }
}
