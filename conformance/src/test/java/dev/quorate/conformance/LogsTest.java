package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each protocol has a committed log, which is a behaviour of its spec. */
class LogsTest {
    static Stream<String> specs() {
        return Repository.CATALOG.specs().stream()
                .filter(spec -> Binding.of(spec).isPresent());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatTheCodeHasLoggedIsABehaviourOfTheSpec(String spec) throws IOException {
        try (Stream<Path> logs =
                Files.list(Repository.TRACES.root().resolve(spec).resolve("logs"))) {
            for (Path log : logs.sorted().toList()) {
                Validation validation =
                        Validation.of(spec, List.of(log), Repository.CATALOG.library(), TlcOptions.DEFAULT, line -> {});
                assertEquals(
                        Validation.Verdict.EXPLAINED,
                        validation.verdict(),
                        () -> log + ": " + String.join("\n", validation.story()));
            }
        }
    }
}
