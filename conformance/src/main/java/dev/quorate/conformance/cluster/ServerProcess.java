package dev.quorate.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, which is killed, stopped and started again. Thread-safe. It says of each end that it did not bring about. */
final class ServerProcess {
    private static final String PEAK = "VmHWM:";
    private static final long KIBIBYTE = 1024;
    private static final int LINES_TOLD = 6;

    private final String name;
    private final List<String> command;
    private final Path output;
    private Optional<Process> process = Optional.empty();

    /** Sends SIGCONT when its input ends, which is when this process ends, at the latest. */
    private Optional<Process> waker = Optional.empty();

    private boolean closed;
    private Optional<String> trouble = Optional.empty();

    /**
     * A server that does not run.
     *
     * @param command what runs it, until its input ends
     * @param output the file for what it prints, over all its lives
     */
    ServerProcess(String name, List<String> command, Path output) {
        this.name = name;
        this.command = List.copyOf(command);
        this.output = output;
    }

    /** Starts it, if it does not run. */
    synchronized void start() {
        watch();
        if (process.isPresent() || closed) {
            return;
        }
        try {
            process = Optional.of(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("server " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** SIGKILL; returns when the process is gone. False if it did not run. */
    synchronized boolean kill() {
        watch();
        if (process.isEmpty()) {
            return false;
        }
        process.get().destroyForcibly();
        await(process.get());
        process = Optional.empty();
        resume();
        return true;
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP; false if it does not run, or is stopped. */
    synchronized boolean stop() {
        watch();
        if (process.isEmpty() || waker.isPresent()) {
            return false;
        }
        try {
            waker = Optional.of(new ProcessBuilder(
                            "sh",
                            "-c",
                            "kill -STOP $0; read line; kill -CONT $0",
                            String.valueOf(process.get().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("server " + name + " cannot be stopped: " + e.getMessage(), e);
        }
    }

    /** SIGCONT, if it is stopped. */
    synchronized void resume() {
        waker.ifPresent(shell -> {
            try {
                shell.getOutputStream().close();
            } catch (IOException e) {
                // It has ended.
            }
            await(shell);
        });
        waker = Optional.empty();
    }

    /** Whether it runs; it may be stopped. */
    synchronized boolean isUp() {
        watch();
        return process.isPresent();
    }

    /** Ends it in order; false if it does not end so in time. */
    boolean end(long seconds) {
        Process ending;
        synchronized (this) {
            resume();
            watch();
            closed = true;
            if (process.isEmpty()) {
                return true;
            }
            ending = process.get();
            process = Optional.empty();
        }
        try {
            ending.getOutputStream().close();
            if (ending.waitFor(seconds, TimeUnit.SECONDS)) {
                return ending.exitValue() == 0;
            }
        } catch (IOException e) {
            // It has ended before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending.destroyForcibly();
        return false;
    }

    /** Kills it for good. */
    synchronized void close() {
        closed = true;
        process.ifPresent(Process::destroyForcibly);
        waker.ifPresent(Process::destroyForcibly);
    }

    /** How it has ended by itself, the first time that it did. */
    synchronized Optional<String> trouble() {
        watch();
        return trouble;
    }

    private void watch() {
        if (process.isPresent() && !process.get().isAlive()) {
            String end = "server " + name + " has ended by itself, with status "
                    + process.get().exitValue() + ":\n" + lastLines();
            trouble = Optional.of(trouble.orElse(end));
            process = Optional.empty();
        }
    }

    private String lastLines() {
        List<String> lines = printed();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
    }

    /** What it has printed. */
    List<String> printed() {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of("there is no reading " + output);
        }
    }

    /** The most memory that the process has had, in bytes, where the system tells. */
    synchronized OptionalLong peakBytes() {
        if (process.isEmpty()) {
            return OptionalLong.empty();
        }
        Path status = Path.of("/proc", String.valueOf(process.get().pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
