package dev.quorate.conformance.cluster;

import dev.quorate.conformance.cluster.StorageRun.Action;
import dev.quorate.conformance.cluster.StorageRun.Append;
import dev.quorate.conformance.cluster.StorageRun.CloseAndOpen;
import dev.quorate.conformance.cluster.StorageRun.Roll;
import dev.quorate.conformance.cluster.StorageRun.SaveCheckpoint;
import dev.quorate.conformance.cluster.StorageRun.Sync;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What a storage finds after whatever happened: all that was synced, and nothing that was not appended. */
class StorageProperties {
    private static final int MAX_ACTIONS = 30;
    private static final List<DiskFault> FAULTS = List.of(DiskFault.values());

    /** Many records are as long as others, so that the remains of one batch may fit behind another. */
    @Provide
    static Arbitrary<List<Action>> actions() {
        Arbitrary<Action> append = Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.of(8, 150)),
                        Tuple.of(4, Arbitraries.integers().between(8, 300)),
                        Tuple.of(2, Arbitraries.integers().between(300, 3000)))
                .map(Append::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(12, append),
                        Tuple.of(6, Arbitraries.just(new Sync())),
                        Tuple.of(2, Arbitraries.just(new Roll())),
                        Tuple.of(2, Arbitraries.just(new SaveCheckpoint())),
                        Tuple.of(1, Arbitraries.just(new CloseAndOpen())))
                .list()
                .ofMaxSize(MAX_ACTIONS);
    }

    @Property(tries = 40)
    void whatWasSyncedIsThereAfterAFaultAtAnyStep(@ForAll("actions") List<Action> actions, @ForAll long seed) {
        StorageRun calm = new StorageRun(seed);
        calm.perform(actions);
        for (long step = 1; step <= calm.disk.steps(); step++) {
            for (DiskFault fault : FAULTS) {
                StorageRun run = new StorageRun(seed + step);
                run.disk.plan(step, fault);
                told(run, actions, step + " " + fault);
            }
        }
    }

    /** Faults that follow each other closely meet a recovery. */
    @Property(tries = 40)
    void whatWasSyncedIsThereAfterFaultsDuringRecovery(@ForAll("actions") List<Action> actions, @ForAll long seed) {
        StorageRun calm = new StorageRun(seed);
        calm.perform(actions);
        SplittableRandom random = new SplittableRandom(seed);
        for (long step = 1; step <= calm.disk.steps(); step++) {
            StorageRun run = new StorageRun(seed + step);
            StringBuilder plan = new StringBuilder();
            long at = step;
            for (int i = 0; i < 4; i++) {
                DiskFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
                run.disk.plan(at, fault);
                plan.append(at).append(' ').append(fault).append(", ");
                at += 1 + random.nextInt(6);
            }
            told(run, actions, plan.toString());
        }
    }

    private static void told(StorageRun run, List<Action> actions, String plan) {
        try {
            run.perform(actions);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with faults at steps " + plan + ": " + e.getMessage(), e);
        }
    }
}
