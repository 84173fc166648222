package dev.quorate.conformance.validation;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.tlc.TraceOperators;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Lets plain TLC see a log, which is named by a property of its JVM. */
public final class TraceLogs {
    private static final String PROPERTY = "quorate.log";

    private TraceLogs() {}

    /** Shows TLC the log that {@code -Dquorate.log} names, if it names one; several files are merged. */
    public static void showNamedByProperty() {
        String named = System.getProperty(PROPERTY);
        if (named == null) {
            return;
        }
        List<Path> files = Arrays.stream(named.split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .toList();
        try {
            TraceOperators.show(new LoggedSteps(files, LogSurvey.of(files, lines -> {})));
        } catch (BadInputException e) {
            // TLC would go on without its operators.
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(2);
        }
    }
}
