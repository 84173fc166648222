package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.claim.Claim;
import dev.quorate.conformance.claim.Claims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who follows the tour of {@code specs/README.md} command by command sees what it promises. */
class TourTest {
    private static final Path SPECS = Repository.ROOT.resolve("specs");
    private static final String INDENT = "    ";
    private static final String COMMAND = INDENT + "./quorate ";

    /** All claims, or some: their models are checked elsewhere, and that a claim says what its model does. */
    private static final String CLAIMS = "claims";

    private record Stop(String command, List<String> promised) {}

    @TestFactory
    Stream<DynamicTest> aCommandPrintsWhatTheTourPromises() throws IOException {
        List<Stop> stops = stops(Files.readAllLines(SPECS.resolve("README.md")));
        assertTrue(stops.size() > 20, "commands: " + stops.size());
        return stops.stream()
                .filter(stop -> !stop.command.equals(CLAIMS))
                .map(stop -> DynamicTest.dynamicTest(stop.command, () -> follow(stop)));
    }

    private static List<Stop> stops(List<String> lines) {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(COMMAND)) {
                int end = i + 1;
                while (end < lines.size() && lines.get(end).startsWith(INDENT)) {
                    end++;
                }
                stops.add(new Stop(lines.get(i).substring(COMMAND.length()), lines.subList(i + 1, end)));
            }
        }
        return stops;
    }

    private static void follow(Stop stop) {
        List<String> words = List.of(stop.command.split(" "));
        if (words.get(0).equals(CLAIMS) && !words.contains("--list")) {
            List<Claim> claims = Claims.read(SPECS.resolve("claims.yaml")).select(words.subList(1, words.size()));
            assertEquals(
                    claims.stream().map(TourTest::decided).collect(Collectors.joining("\n")),
                    stop.promised.stream().map(TourTest::plain).collect(Collectors.joining("\n")));
            return;
        }
        Run run = Run.of(words.toArray(String[]::new));
        assertEquals(0, run.status(), run::text);
        String promise = stop.promised.stream()
                .map(line -> Stream.of(plain(line).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .collect(Collectors.joining("(?s:.*\\n)?"));
        String printed = run.text().lines().map(TourTest::plain).collect(Collectors.joining("\n"));
        assertTrue(
                Pattern.compile(promise).matcher(printed).find(),
                () -> "promised:\n" + String.join("\n", stop.promised) + "\nprinted:\n" + run.text());
    }

    private static String decided(Claim claim) {
        return claim.id() + " " + claim.verdict() + " " + claim.finds() + " … ok";
    }

    /** A line without what only makes it stand in columns. */
    private static String plain(String line) {
        return line.strip().replaceAll(" +", " ");
    }

    @Test
    void whatTheTourHasOneReadIsThere() throws IOException {
        Path impl = Repository.ROOT.resolve("impl/src/main/java/dev/quorate");
        for (String line : Files.readAllLines(SPECS.resolve("README.md"))) {
            if (line.startsWith("*Read* ")) {
                Pattern.compile("`([^`]+)`")
                        .matcher(line)
                        .results()
                        .map(file -> file.group(1))
                        .forEach(file -> assertTrue(
                                Files.exists(SPECS.resolve(file)) || Files.exists(impl.resolve(file)),
                                () -> "there is no " + file));
            }
        }
    }

    @Test
    void aPromiseThatIsNotKeptIsFound() {
        Stop wrong = new Stop("delays fast-paxos/two-delays", List.of("delays: 3 message delays, …"));
        Stop right = new Stop("delays fast-paxos/two-delays", List.of("delays: 2 message delays, …"));
        follow(right);
        boolean found = false;
        try {
            follow(wrong);
        } catch (AssertionError e) {
            found = e.getMessage().contains("promised");
        }
        assertTrue(found);
    }
}
