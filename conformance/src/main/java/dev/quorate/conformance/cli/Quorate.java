package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.BadInputException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
        name = "quorate",
        description = "Consensus protocols in TLA+ and Java, held against each other.",
        subcommands = {
            ListCommand.class,
            CheckCommand.class,
            ConformCommand.class,
            ExploreCommand.class,
            ReplayCommand.class,
            SimulateCommand.class,
            ValidateCommand.class,
            HistoryCommand.class,
            ShowCommand.class,
            DelaysCommand.class,
            SpreadCommand.class,
            ClaimsCommand.class,
            VerifyCommand.class,
            TracesCommand.class,
            BenchCommand.class,
            EnduranceCommand.class,
            ServeCommand.class,
            ClientCommand.class,
            BenchmarkCommand.class,
            CertificatesCommand.class,
            TortureCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "SPEC is a spec's name (raft), SPEC/MODEL one model of it (raft/small); none named means all.",
            "Exit status: 0 all as expected; 1 a check failed; 2 bad usage or bad input; 3 undecided."
        })
public final class Quorate {
    private static final String CLIENT = "client";

    private Quorate() {}

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command. */
    public static int run(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(CLIENT)) {
            // Alone, since the other commands take half a second to load, and nobody waits so long for a key.
            CommandLine client = settings(new CommandLine(new ClientCommand())).setCommandName("quorate " + CLIENT);
            return client.execute(Arrays.copyOfRange(arguments, 1, arguments.length));
        }
        return commandLine().execute(arguments.length == 0 ? new String[] {"help"} : arguments);
    }

    static CommandLine commandLine() {
        return settings(new CommandLine(new Quorate()));
    }

    private static CommandLine settings(CommandLine command) {
        return command.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(Quorate::explain);
    }

    /** One message for what the user can mend; a stack trace only for what is our own fault. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof BadInputException) {
            err.println(e.getMessage());
            return Status.BAD_INPUT.exitStatus();
        } else if (e instanceof UncheckedIOException) {
            err.println(e.getMessage());
            return Status.UNDECIDED.exitStatus();
        }
        err.println("quorate failed; this is a fault of quorate itself:");
        e.printStackTrace(err);
        return Status.UNDECIDED.exitStatus();
    }
}
