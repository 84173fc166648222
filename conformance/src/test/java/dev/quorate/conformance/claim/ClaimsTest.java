package dev.quorate.conformance.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The committed claims say what their models say, and claims that are not whole are refused. */
class ClaimsTest {
    private static final Path OWN = Repository.ROOT.resolve("specs/claims.yaml");

    private static final String WHOLE = """
            - id: raft/safe
              claim: Raft is safe.
              source: a paper
              command: check raft/small
              finds: verified
              verdict: proved
            """;

    @TempDir
    private Path folder;

    @Test
    void thereAreFortyClaimsAtLeast() {
        assertTrue(Claims.read(OWN).list().size() >= 40);
    }

    /** Models are checked elsewhere; this is that a claim says what its model does. */
    @TestFactory
    Stream<DynamicTest> aClaimSaysWhatItsModelDoes() {
        Map<String, String> expected =
                Catalog.read(Repository.ROOT.resolve("specs")).select(List.of(), Size.SMALL).stream()
                        .collect(Collectors.toMap(
                                model -> model.id(),
                                model -> model.expectation().toString()));
        return each(claim -> {
            if (claim.arguments().get(0).equals("check")) {
                assertEquals(2, claim.arguments().size(), "one small model");
                assertEquals(expected.get(claim.arguments().get(1)), claim.finds());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aVerdictIsOfTheKindOfWhatIsFound() {
        return each(claim -> {
            boolean holds = List.of("verified", "linearizable", "sequentially consistent")
                    .contains(claim.finds());
            boolean fails =
                    claim.finds().startsWith("violates ") || claim.finds().startsWith("not ");
            assertTrue(
                    switch (claim.verdict()) {
                        case PROVED -> holds;
                        case REFUTED, SHOWN -> fails;
                        case COUNTED -> !holds && !fails;
                    },
                    claim::toString);
        });
    }

    @TestFactory
    Stream<DynamicTest> aTraceThatIsNamedIsThere() {
        return each(claim -> claim.trace()
                .ifPresent(trace -> assertTrue(
                        Files.exists(Repository.ROOT.resolve("traces").resolve(trace + ".itf.json")), trace)));
    }

    private static Stream<DynamicTest> each(java.util.function.Consumer<Claim> test) {
        return Claims.read(OWN).list().stream()
                .map(claim -> DynamicTest.dynamicTest(claim.id(), () -> test.accept(claim)));
    }

    @Test
    void aFieldMoreOrLessIsNamed() throws IOException {
        assertEquals(1, read(WHOLE).list().size());
        assertRefused(text -> text.replace("source", "sauce"), "claim 1: there is no field \"sauce\"");
        assertRefused(text -> text.replace("  source: a paper\n", ""), "claim 1: expected a field \"source\"");
        assertRefused(text -> text.replace("proved", "likely"), "claim 1: there is no verdict \"likely\"");
        assertRefused(text -> text.replace("raft/safe", "safe"), "expected an id such as");
        assertRefused(text -> text + text, "two claims are called raft/safe");
        assertRefused(text -> "claims:\n", "expected a list of claims");
        assertRefused(text -> "- id: [", "this is no YAML");
    }

    @Test
    void claimsAreSelectedByNameOrSubject() throws IOException {
        Claims claims = read(WHOLE + WHOLE.replace("raft/safe", "zab/safe"));
        assertEquals(2, claims.select(List.of()).size());
        assertEquals("zab/safe", claims.select(List.of("zab")).get(0).id());
        assertEquals("raft/safe", claims.select(List.of("raft/safe")).get(0).id());
        assertThrows(BadInputException.class, () -> claims.select(List.of("raft/sane")));
    }

    private void assertRefused(Function<String, String> change, String message) {
        BadInputException refusal = assertThrows(BadInputException.class, () -> read(change.apply(WHOLE)));
        assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
    }

    private Claims read(String text) throws IOException {
        Path file = folder.resolve("claims.yaml");
        Files.writeString(file, text);
        return Claims.read(file);
    }
}
