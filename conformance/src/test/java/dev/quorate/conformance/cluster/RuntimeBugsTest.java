package dev.quorate.conformance.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.SeededBug;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.core.NodeId;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults planted in the runtime, one at a time, each of which the simulation of whole replicas must find. */
class RuntimeBugsTest {
    private static final int SEEDS = 200;

    @TempDir
    private Path classes;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            messages leave before the disk has it  | Replica          | disk.sync();                                 | send(); disk.sync();
            what was taken back is kept            | Replica          | state = durable;                             | state = state;
            a read asks nobody                     | Readers          | reads.fate(state, rounds.peek().ticket()) == Fate.DONE | true
            the vote is not on disk                | raft.RaftCodec   | `before.currentTerm() != after.currentTerm() ||` | `false &&`
            what was cut off comes back            | raft.RaftCodec   | before.termAt(index) != after.termAt(index)  | false
            a snapshot is of a later state         | Machine          | new Entry.Restore(mark.state())              | new Entry.Restore(state)
            a snapshot is not taken over           | Machine          | state = machine.applyAll(machine.initial(), commands); | state = state;
            an entry is passed over after a snapshot | Machine        | applied = index;                             | applied = index + 1;
            """)
    void isFound(String bug, String type, String code, String buggy) throws Exception {
        SeededBug.compile(Class.forName("dev.quorate.runtime." + type), classes, code, buggy);
        String found = "";
        try (Buggy loader = new Buggy(classes)) {
            for (int seed = 1; seed <= SEEDS && found.isEmpty(); seed++) {
                found = (String) loader.loadClass(Simulated.class.getName())
                        .getMethod("violation", int.class)
                        .invoke(null, seed);
            }
        }
        assertTrue(!found.isEmpty(), () -> bug + " is not found in " + SEEDS + " runs");
    }

    /** A run, where the classes are. */
    public static final class Simulated {
        /** Partitions last until others have elected a leader, and clients find that one before the old one has given up. */
        private static final Profile LONG_PARTITIONS = Profile.CHAOS
                .with(Setting.PARTITION_EVERY, 4000)
                .with(Setting.PARTITION_FOR, 3000)
                .with(Setting.PATIENCE, 100)
                .with(Setting.THINK, 20)
                .with(Setting.CLIENTS, 6);

        private Simulated() {}

        /** What does not hold; empty if all does. */
        public static String violation(int seed) {
            List<NodeId> nodes = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
            try {
                return ClusterSimulation.run(new ClusterSimulation.Options(
                                new HeldProtocol("raft", nodes, Optional.empty()), seed, 1500, LONG_PARTITIONS, true))
                        .violation()
                        .orElse("");
            } catch (RuntimeException e) {
                return e.toString();
            }
        }
    }

    /** Loads the runtime, and what runs it, anew, with the classes of a folder in place of others. */
    private static final class Buggy extends URLClassLoader {
        Buggy(Path classes) throws IOException {
            super(urls(classes), RuntimeBugsTest.class.getClassLoader());
        }

        private static URL[] urls(Path classes) throws IOException {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> all = new java.util.ArrayList<>(List.of(path.split(java.io.File.pathSeparator)));
            all.add(0, classes.toString());
            URL[] urls = new URL[all.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = Path.of(all.get(i)).toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean own =
                        name.startsWith("dev.quorate.runtime.") || name.startsWith("dev.quorate.conformance.cluster.");
                Class<?> known = findLoadedClass(name);
                return known != null ? known : own ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
