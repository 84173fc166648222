package dev.quorate.zab.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.SpecCodeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code Zab.tla} and {@code Zab.java}, {@code Histories.tla} and {@code History.java}. */
class ZabSpecTest extends SpecCodeTest {
    /** What histories need in the spec and not in the code, and the other way round. */
    private static final Set<String> OF_ONE_SIDE = Set.of("commands", "commandsUpTo", "condensed", "at", "of");

    ZabSpecTest() {
        // That of Channels.tla is toEach.
        super(
                "zab/Zab.tla",
                Zab.class,
                Node.class,
                Message.class,
                Set.of("and", "lastDelivered", "leads", "quorumHas", "toEach"));
    }

    @Test
    void everyOperatorOnHistoriesIsAMethodOfTheSameNameInTheSameOrder() throws IOException {
        assertEquals(
                names("../specs/zab/Histories.tla", "(?m)^(\\w+)\\([^)]*\\) =="),
                names(
                        "src/main/java/dev/quorate/zab/broadcast/History.java",
                        "(?m)^    public [\\w<> ]+ (\\w+)\\(.*\\) \\{"));
    }

    private static List<String> names(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map((MatchResult found) -> Character.toLowerCase(found.group(1).charAt(0))
                        + found.group(1).substring(1))
                .filter(name -> !OF_ONE_SIDE.contains(name))
                .toList();
    }
}
