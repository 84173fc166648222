package dev.quorate.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How systems are measured in turns, and what is reported of it. */
class BenchTest {
    private static final LoadOptions LOAD =
            new LoadOptions(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(200), 10, 10, 0);

    @TempDir
    private Path folder;

    /** A system whose servers do nothing for a minute, or end at once; its clients call a {@link FakeTarget}. */
    private record Fake(String name, List<String> server) implements Contender {
        @Override
        public Deployment deploy(Path folder) throws IOException {
            Files.writeString(folder.resolve("data"), "x");
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return new Deployment("fake", List.of(server, server), List.of(), List.of(), classPath);
        }
    }

    @Test
    void systemsAreMeasuredInTurnsAndLeaveNothingBehind() throws Exception {
        Bench.Options options = new Bench.Options(List.of(1, 4), 2, LOAD);
        Measurements measured = new Bench(options, folder, line -> {})
                .run(List.of(new Fake("idle", List.of("sleep", "60")), new Fake("dead", List.of("sleep", "0.01"))));
        assertEquals(2, measured.rounds("idle", 1).size());
        assertEquals(2, measured.rounds("idle", 4).size());
        assertTrue(measured.median("idle", 4, Level::perSecond).orElse(0) > 0);
        assertTrue(
                measured.forcesOfOne().orElse(0) > 0 && measured.forcesOfThree().orElse(0) > 0);
        assertEquals(List.of("dead"), List.copyOf(measured.failures().keySet()));
        assertTrue(measured.failures().get("dead").startsWith("server 1 ended; see "), measured.failures()::toString);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("dead-1")), left.toList(), "the logs of what failed, and no data");
        }
        assertFalse(Files.exists(folder.resolve("dead-1").resolve("data")));
        assertFalse(
                ProcessHandle.current()
                        .descendants()
                        .anyMatch(process -> process.info().command().orElse("").endsWith("sleep")),
                "no server runs still");
    }

    @Test
    void whatIsStartedIsStopped() throws Exception {
        Process process;
        try (Processes processes = new Processes()) {
            process = processes.start(List.of("sleep", "60"), folder, folder.resolve("log"));
            assertTrue(process.isAlive());
        }
        assertTrue(process.waitFor(1, TimeUnit.SECONDS), "it runs still");
    }

    private static Level level(double perSecond, double p99) {
        return new Level(64, perSecond, 1, 1, p99, p99, p99, 1, 1, OptionalDouble.of(10), OptionalDouble.empty(), "");
    }

    @Test
    void theReportComparesMedians() {
        Measurements measured = new Measurements(List.of(64));
        measured.addDisk(100, 200);
        for (double perSecond : new double[] {9_000, 3_000, 100}) {
            measured.add("quorate/raft", level(perSecond, perSecond == 3_000 ? 7 : 100));
        }
        measured.add("zookeeper", level(1_500, 14));
        measured.add("etcd", level(1_600, 6));
        BenchReport report = new BenchReport(measured, "quorate/raft");
        String goals = String.join("\n", report.goals());
        assertTrue(goals.contains("goal met: at 64 clients 2.00 x zookeeper, at least 1.5 wanted"), goals);
        assertTrue(goals.contains("goal missed: at 64 clients 1.88 x etcd, at least 2.0 wanted"), goals);
        assertTrue(
                goals.contains("goal missed: at 64 clients p99 100.00 ms, the best of the others has 6.00 ms"), goals);
        assertFalse(goals.contains("jraft"), "it was not measured");
        String table = String.join("\n", report.table());
        assertTrue(table.contains("     64  quorate/raft           3,000"), table);
        assertTrue(table.contains("unknown       3"), "no flushes are known, and three errors: " + table);
        assertEquals(
                "3 systems, quorate/raft's operations a second: 3,000 at 64 clients (2.00 x zookeeper, 1.88 x etcd), 5 errors",
                report.summary());
        assertEquals(3, report.json().at("/systems/quorate~1raft/64/rounds").size());
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheMiddleTwo() {
        Measurements measured = new Measurements(List.of(64));
        List.of(4.0, 1.0, 3.0, 100.0).forEach(perSecond -> measured.add("a", level(perSecond, 1)));
        assertEquals(3.5, measured.median("a", 64, Level::perSecond).orElse(0));
        assertTrue(measured.median("b", 64, Level::perSecond).isEmpty());
    }
}
