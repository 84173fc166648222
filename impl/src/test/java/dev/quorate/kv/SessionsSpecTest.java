package dev.quorate.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code Sessions.tla} and {@code StateMachine.java}: what makes a state of a state has one name, and its place. */
class SessionsSpecTest {
    @Test
    void everyOperatorOnStatesIsAMethodOfTheSameNameInTheSameOrder() throws IOException {
        String spec = Files.readString(Path.of("../specs/abstract/Sessions.tla"));
        String machine = spec.substring(spec.indexOf("LeastRecentlyUsed("), spec.indexOf("\\* Replicas."));
        List<String> operators = names(machine, "(?m)^(\\w+)\\(.*\\) ==");
        String code = Files.readString(Path.of("src/main/java/dev/quorate/kv/StateMachine.java"));
        List<String> methods = names(code, "(?m)^    private (?:static )?[\\w<>, ]+ (\\w+)\\(.*\\) \\{");

        List<String> expected = new ArrayList<>();
        operators.forEach(name -> expected.add(Character.toLowerCase(name.charAt(0)) + name.substring(1)));
        // Of a snapshot the spec has an action, and the code a command.
        expected.add("restore");
        assertEquals(expected, methods);
    }

    private static List<String> names(String text, String pattern) {
        List<String> names = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
