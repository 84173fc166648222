package dev.quorate.conformance.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.tlc.TlcOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every edge of the graph of {@code Sessions.tla}, taken by {@code dev.quorate.kv}. {@code SeededBugsTest} has bugs that are found so. */
class SessionsTest {
    private static final Set<String> ALL = Set.of(
            "Init",
            "Commit",
            "Apply Ignored",
            "Apply Registered",
            "Apply Done",
            "Apply Outdated",
            "Apply Expired",
            "Condense",
            "Restore",
            "Restart");

    @Test
    void theCodeTakesEveryEdge() {
        SessionsConformance.Report report =
                SessionsConformance.check(Repository.model("sessions/small"), TlcOptions.DEFAULT.withWorkers(1));
        assertTrue(report.complete(), "all edges");
        assertEquals(Map.of(), report.divergences());
        assertEquals(ALL, report.edges().keySet(), "every event, with every answer");
    }
}
