package dev.quorate.conformance.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Processes that were started here. They end with this JVM at the latest: Ctrl-C leaves none behind. */
final class Processes implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::stopAll, "bench-stop");

    Processes() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a process whose output goes to a file. */
    Process start(List<String> command, Path folder, Path log) throws IOException {
        return started(builder(command, folder).redirectErrorStream(true).redirectOutput(log.toFile()));
    }

    /** Starts a process whose standard output is read here, and whose errors go to a file. */
    Process startReading(List<String> command, Path folder, Path log) throws IOException {
        return started(builder(command, folder).redirectError(log.toFile()));
    }

    private static ProcessBuilder builder(List<String> command, Path folder) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    }

    private Process started(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Stops all that run: asks them first. */
    synchronized void stopAll() {
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        running.clear();
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook runs.
        }
    }
}
