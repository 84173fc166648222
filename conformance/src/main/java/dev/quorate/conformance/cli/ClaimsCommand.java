package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.claim.Claim;
import dev.quorate.conformance.claim.Claims;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.conformance.trace.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Decides what textbooks claim. */
@Command(
        name = "claims",
        mixinStandardHelpOptions = true,
        description = {
            "What textbooks and papers claim of these protocols, each with the command that decides it:",
            "runs the commands, and replays on the Java code the traces that show what they find."
        },
        footer = {
            "",
            "A claim is proved if all behaviours of a bounded model, or all simulated runs, are as it says; refuted if it",
            "says that something always holds and one behaviour is otherwise; shown if it says that something can happen",
            "and one behaviour has it; counted if it says a number."
        })
final class ClaimsCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "CLAIM", description = "A claim, or what several are about, such as raft; none means all.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Say what is claimed and what decides it, and decide nothing.")
    private boolean list;

    @Option(
            names = "--claims",
            paramLabel = "FILE",
            description = "The claims. Default: quorate's own, specs/claims.yaml.")
    private Path file = Inputs.home().resolve("specs").resolve("claims.yaml");

    @Option(names = "--traces", paramLabel = "DIR", description = "The folder of the traces. Default: quorate's own.")
    private Path traces = Inputs.home().resolve("traces");

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    private final Console console = new Console();
    private final ArrayNode report = JSON.createArrayNode();

    @Override
    public Integer call() {
        Optional<Path> reportFile = TlcInputs.json(json);
        List<Claim> claims = Claims.read(file).select(names);
        // Bad input is found before the work is done.
        claims.forEach(ClaimsCommand::decider);
        if (list) {
            claims.forEach(this::describe);
            console.line("claims: %d", claims.size());
            return 0;
        }
        long start = System.nanoTime();
        int width = claims.stream().mapToInt(claim -> claim.id().length()).max().orElse(0);
        List<Status> decided =
                claims.stream().map(claim -> decide(claim, width)).toList();
        Status status = decided.stream().reduce(Status.OK, Status::and);
        double seconds = (System.nanoTime() - start) / 1e9;
        reportFile.ifPresent(path -> {
            ObjectNode root = JSON.createObjectNode();
            root.put("command", "claims");
            root.put("status", status.name());
            root.put("seconds", seconds);
            root.set("claims", report);
            ModelRuns.write(root, path);
        });
        console.line(
                "claims: %d of %d decided as stated, %.1f s: %s",
                decided.stream().filter(one -> one == Status.OK).count(),
                claims.size(),
                seconds,
                ModelRuns.word(status));
        return status.exitStatus();
    }

    private void describe(Claim claim) {
        console.line("%s: %s", claim.id(), claim.sentence());
        console.line("    %s: %s", claim.verdict(), claim.finds());
        console.line("    source: %s", claim.source());
        console.line("    decided by: quorate %s", claim.command());
        claim.trace().ifPresent(trace -> console.line("    shown by: traces/%s.itf.json", trace));
    }

    private Status decide(Claim claim, int width) {
        long start = System.nanoTime();
        console.progress(claim.id());
        List<String> problems = new ArrayList<>();
        String found = decider(claim).find(line -> console.progress(claim.id() + ": " + line));
        if (!found.equals(claim.finds())) {
            problems.add("stated: %s; found: %s".formatted(claim.finds(), found));
        }
        claim.trace().flatMap(this::notReplayed).ifPresent(problems::add);
        double seconds = (System.nanoTime() - start) / 1e9;
        Status status = problems.isEmpty() ? Status.OK : Status.FAILED;
        console.line(
                "%-" + width + "s  %-8s %-40s %6.1f s  %s",
                claim.id(),
                claim.verdict(),
                claim.finds(),
                seconds,
                ModelRuns.word(status));
        console.line("    %s", claim.sentence());
        problems.forEach(problem -> problem.lines().forEach(line -> console.line("    %s", line)));
        ObjectNode node = report.addObject();
        node.put("id", claim.id());
        node.put("claim", claim.sentence());
        node.put("source", claim.source());
        node.put("command", claim.command());
        node.put("verdict", claim.verdict().toString());
        node.put("stated", claim.finds());
        node.put("found", found);
        claim.trace().ifPresent(trace -> node.put("trace", trace));
        node.put("status", status.name());
        node.put("seconds", seconds);
        return status;
    }

    private Optional<String> notReplayed(String name) {
        Path path = traces.resolve(name + ".itf.json");
        Trace trace = Itf.read(path);
        return Replay.of(trace, path.toString()).isAsExpected(trace)
                ? Optional.empty()
                : Optional.of("the Java code does not follow the trace; see `quorate replay " + path + "`");
    }

    /** The command that a claim names, ready to run. */
    private static Decides decider(Claim claim) {
        try {
            ParseResult parsed =
                    Quorate.commandLine().parseArgs(claim.arguments().toArray(String[]::new));
            if (parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof Decides command) {
                return command;
            }
        } catch (CommandLine.ParameterException e) {
            throw new BadInputException(
                    "claim " + claim.id() + ": \"" + claim.command() + "\" is no command of quorate: " + e.getMessage(),
                    e);
        }
        throw new BadInputException("claim " + claim.id() + ": \"" + claim.command() + "\" decides nothing");
    }
}
