package dev.quorate.conformance.cli;

import picocli.CommandLine.Command;

/** What things cost. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        subcommands = {BenchmarkConform.class, BenchmarkExplore.class, BenchmarkSimulate.class, BenchmarkValidate.class
        },
        synopsisSubcommandLabel = "WHAT",
        description = "Measure speed on this machine: a ratio within one run where there is something to compare with.")
final class BenchmarkCommand {}
