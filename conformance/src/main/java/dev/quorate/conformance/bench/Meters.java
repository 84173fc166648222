package dev.quorate.conformance.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What the machine and the servers count while a load runs. */
final class Meters {
    private static final Path DISKS = Path.of("/proc/diskstats");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** In a line of /proc/diskstats, the name of a device and how many flushes it has done (kernel's iostats.rst, field 16). */
    private static final int NAME = 2;

    private static final int FLUSHES = 18;

    private final List<Long> servers;
    private final List<URI> counters;

    /**
     * Meters of some servers.
     *
     * @param servers their process ids
     * @param counters for each server a page of metrics as text, and as its fragment the name of the one that counts fsyncs; none
     *     if they do not count them
     */
    Meters(List<Long> servers, List<URI> counters) {
        this.servers = servers;
        this.counters = counters;
    }

    /** What they say at one time. */
    record Reading(long nanos, double serverCpu, double clientCpu, OptionalDouble fsyncs, OptionalDouble flushes) {
        /** How much an amount grew a second since an earlier reading. */
        double rate(double before, double now, Reading earlier) {
            return (now - before) * 1e9 / (nanos - earlier.nanos);
        }

        OptionalDouble rate(OptionalDouble before, OptionalDouble now, Reading earlier) {
            return before.isPresent() && now.isPresent()
                    ? OptionalDouble.of(rate(before.getAsDouble(), now.getAsDouble(), earlier))
                    : OptionalDouble.empty();
        }
    }

    Reading read() {
        double serverCpu = 0;
        for (long pid : servers) {
            serverCpu += ProcessHandle.of(pid).map(Meters::cpuSeconds).orElse(0.0);
        }
        double clientCpu = cpuSeconds(ProcessHandle.current());
        return new Reading(System.nanoTime(), serverCpu, clientCpu, fsyncs(), flushes());
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private OptionalDouble fsyncs() {
        double sum = 0;
        for (URI counter : counters) {
            OptionalDouble one = count(counter);
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsDouble();
        }
        return counters.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    private static OptionalDouble count(URI counter) {
        try {
            return sum(counter, counter.getFragment());
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** The sum of the metrics of a page whose lines begin so; absent if there are none. */
    static OptionalDouble sum(URI page, String metrics) throws IOException {
        double[] values = page(page)
                .lines()
                .filter(line -> line.startsWith(metrics))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(values).sum());
    }

    /** A page over HTTP. */
    static String page(URI page) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(page + ": interrupted");
        }
    }

    /** Of all disks of the machine; those that are not partitions of others have no flushes counted twice. */
    private static OptionalDouble flushes() {
        try {
            double sum = 0;
            for (String line : Files.readAllLines(DISKS)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > FLUSHES && Files.exists(Path.of("/sys/block", fields[NAME]))) {
                    sum += Double.parseDouble(fields[FLUSHES]);
                }
            }
            return OptionalDouble.of(sum);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
