package dev.quorate.conformance.cli;

import dev.quorate.conformance.trace.Delays;
import dev.quorate.conformance.trace.Itf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Counts message delays. */
@Command(
        name = "delays",
        mixinStandardHelpOptions = true,
        description = {
            "How many messages, one caused by the other, lie in a trace between a client's first request",
            "and the first node that has applied something because of it."
        })
final class DelaysCommand implements Callable<Integer>, Decides {
    @Parameters(paramLabel = "TRACE", description = "A trace; a path in quorate's own traces will do.")
    private Path path;

    @Override
    public Integer call() {
        Delays delays = delays();
        new Console()
                .line(
                        "delays: %s, the last to %s, which has applied it in state %d",
                        words(delays), delays.node(), delays.state());
        return 0;
    }

    @Override
    public String find(Consumer<String> progress) {
        return words(delays());
    }

    private Delays delays() {
        Path own = Inputs.home().resolve(path);
        Path file = Files.exists(path) ? path : own;
        return Delays.of(Itf.read(file), path.toString());
    }

    private static String words(Delays delays) {
        return delays.messages() + " message delays";
    }
}
