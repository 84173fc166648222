package dev.quorate.conformance.cli;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Narrative;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells a trace. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Tell a trace step by step: what happens where, what changes there, and what is sent.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRACE", description = "A trace: a file, or a committed trace such as raft/split-vote.")
    private Path path;

    @Override
    public Integer call() {
        Console console = new Console();
        Narrative.of(Itf.read(file(path))).forEach(console::text);
        return 0;
    }

    /** A file, or the committed trace of that name. */
    static Path file(Path named) {
        Path committed = Inputs.home().resolve("traces").resolve(named + ".itf.json");
        if (!Files.exists(named) && !Files.exists(committed)) {
            throw new BadInputException(
                    "there is no trace " + named + ", neither a file nor a committed one; `quorate list` shows these");
        }
        return Files.exists(named) ? named : committed;
    }
}
