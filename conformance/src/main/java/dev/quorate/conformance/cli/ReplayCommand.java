package dev.quorate.conformance.cli;

import dev.quorate.conformance.trace.Traces;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Replays traces. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Replay ITF traces on the Java code; TLC is not needed.")
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRACE", description = "A trace, or a folder of traces; none means all committed ones.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() {
        Console console = new Console();
        ReplayRuns runs = new ReplayRuns(console);
        List<Path> named = paths.isEmpty() ? List.of(Inputs.home().resolve("traces")) : paths;
        runs.run(named.stream().flatMap(path -> Traces.files(path).stream()).toList(), true);
        console.line("replay: %s", runs.summary());
        return runs.status().exitStatus();
    }
}
