package dev.quorate.conformance.tlc;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * One run of TLC on a model, in a JVM of its own. All that TLC writes goes to a temporary folder that is deleted at the end,
 * whatever the end is; the JVM ends when this one does.
 */
public final class TlcRun {
    private static final String TLC_CLASS = "tlc2/TLC.class";

    /** For a short run: half the processor time for ten thousand states, a fifth more for fifty thousand. */
    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Model model;
    private final List<Path> library;
    private final TlcOptions options;
    private Optional<Visit> visit = Optional.empty();
    private Consumer<String> progress = line -> {};

    /** A visitor of the state graph, named so that TLC's process can make it. */
    private record Visit(Class<? extends GraphVisitor.Factory> factory, String job, Path report) {}

    /**
     * A run that has not started.
     *
     * @param library the folders in which TLC looks for modules
     */
    public TlcRun(Model model, List<Path> library, TlcOptions options) {
        this.model = model;
        this.library = library;
        this.options = options;
    }

    /** Hears of TLC's progress, one line at a time. */
    public TlcRun reporting(Consumer<String> listener) {
        progress = listener;
        return this;
    }

    /**
     * What a visitor found.
     *
     * @param result what TLC found
     * @param report what the visitor has to say; absent if it did not come to that
     */
    public record Visited<R>(TlcResult result, Optional<R> report) {}

    /**
     * Runs TLC and lets a visitor see the graph.
     *
     * @param job passed to the factory
     * @param type what the visitor writes its report from, with {@link Reports}
     */
    public <R> Visited<R> visit(Class<? extends GraphVisitor.Factory> factory, String job, Class<R> type) {
        try {
            Path folder = Files.createTempDirectory("quorate-report-");
            Path file = folder.resolve("report.json");
            try {
                visit = Optional.of(new Visit(factory, job, file));
                TlcResult result = run();
                return new Visited<>(
                        result, Files.exists(file) ? Optional.of(Reports.read(file, type)) : Optional.empty());
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the report: " + e.getMessage(), e);
        }
    }

    /**
     * Runs TLC to its end.
     *
     * @throws BadInputException if the jar is not TLC's
     */
    public TlcResult run() {
        String classpath = classpath();
        long start = System.nanoTime();
        try (Workspace workspace = new Workspace()) {
            Process process = workspace.start(command(classpath, workspace.folder));
            TlcOutput output = new TlcOutput(progress);
            AtomicBoolean timedOut = new AtomicBoolean();
            Thread timer = timer(process, timedOut);
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.line(line);
                }
            }
            int status = process.waitFor();
            timer.interrupt();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return timedOut.get()
                    ? output.stopped(
                            "the time limit of "
                                    + options.timeout().orElseThrow().toSeconds() + " s is over",
                            time)
                    : output.result(model, status, time);
        } catch (IOException e) {
            throw new UncheckedIOException("TLC cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while TLC was running", e);
        }
    }

    private List<String> command(String classpath, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options.memory().ifPresent(memory -> command.add("-Xmx" + memory));
        command.addAll(flags());
        if (Runtime.version().feature() >= 23) {
            // TLC keeps fingerprints in memory of its own; newer JDKs warn of how it does that.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-Dtlc2.TLC.progressInterval=2000");
        command.add("-DTLA-Library="
                + library.stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
        command.addAll(List.of("-cp", classpath, TlcProcess.class.getName()));
        visit.ifPresentOrElse(
                v -> command.addAll(List.of(
                        v.factory().getName(),
                        v.job(),
                        v.report().toAbsolutePath().toString())),
                () -> command.addAll(List.of("-", "-", "-")));
        OptionalInt workers = workers();
        command.addAll(List.of("-tool", "-metadir", folder.resolve("states").toString(), "-workers"));
        command.add(workers.isPresent() ? Integer.toString(workers.getAsInt()) : "auto");
        command.addAll(List.of("-config", model.file().toAbsolutePath().toString()));
        // Chosen at random otherwise, and with it the counterexample to a liveness property.
        command.addAll(List.of("-fp", "0"));
        // Once, of the whole graph: else also now and then on the way, so that what is found depends on how long that
        // takes.
        command.addAll(List.of("-lncheck", "final"));
        command.add(model.module().getFileName().toString().replaceFirst("\\.tla$", ""));
        return command;
    }

    /** How many workers there are; empty if one per core. */
    private OptionalInt workers() {
        return model.workers() > 0 ? OptionalInt.of(model.workers()) : options.workers();
    }

    /** What takes the JVM least time: one worker leaves collecting in parallel with nothing to gain. */
    private List<String> flags() {
        if (model.expectation().isQuick()) {
            return QUICK;
        }
        return List.of(workers().equals(OptionalInt.of(1)) ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC");
    }

    /** This JVM's classpath, with the TLC that was asked for. */
    private String classpath() {
        // Surefire runs tests from a jar that only names the classpath, and keeps the real one in this property.
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Stream<Path> entries = Arrays.stream(own.split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath());
        if (options.jar().isPresent()) {
            Path jar = options.jar().get().toAbsolutePath();
            if (!isTlc(jar)) {
                throw new BadInputException(
                        jar + ": not a tla2tools.jar (a readable jar that holds " + TLC_CLASS + ")");
            }
            entries = Stream.concat(Stream.of(jar), entries.filter(entry -> !isTlc(entry)));
        }
        return Stream.concat(options.classes().stream().map(Path::toAbsolutePath), entries)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isTlc(Path entry) {
        if (!Files.isRegularFile(entry)) {
            return false;
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(TLC_CLASS) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private Thread timer(Process process, AtomicBoolean timedOut) {
        Thread timer = new Thread(
                () -> {
                    try {
                        Thread.sleep(options.timeout()
                                .orElse(Duration.ofDays(10_000))
                                .toMillis());
                        timedOut.set(true);
                        process.destroyForcibly();
                    } catch (InterruptedException e) {
                        // TLC was in time.
                    }
                },
                "TLC timer");
        timer.setDaemon(true);
        timer.start();
        return timer;
    }

    /** The temporary folder and the process of one run; both are gone when this JVM ends, by Ctrl-C as well. */
    private static final class Workspace implements AutoCloseable {
        final Path folder;
        private final Thread atExit = new Thread(this::clear, "stop TLC");
        private Process process;

        Workspace() throws IOException {
            folder = Files.createTempDirectory("quorate-tlc-");
            try {
                Runtime.getRuntime().addShutdownHook(atExit);
            } catch (IllegalStateException ending) {
                // By Ctrl-C, say: another run was ended by it, and this one was next. Nobody waits for either.
                Files.delete(folder);
                while (true) {
                    LockSupport.park(ending);
                }
            }
        }

        synchronized Process start(List<String> command) throws IOException {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            return process;
        }

        @Override
        public void close() {
            clear();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // This JVM is ending already, and has run the hook.
            }
        }

        private synchronized void clear() {
            if (process != null) {
                process.destroyForcibly().onExit().join();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                // What another process still holds is left to the system's own cleaning of temporary files.
            }
        }
    }
}
