package dev.quorate.conformance.cli;

import dev.quorate.conformance.trace.Delays;
import dev.quorate.conformance.trace.Itf;
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
    @Parameters(paramLabel = "TRACE", description = "A trace: a file, or a committed trace such as raft/first-commit.")
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
        return Delays.of(Itf.read(ShowCommand.file(path)), path.toString());
    }

    private static String words(Delays delays) {
        return delays.messages() + " message delays";
    }
}
