package dev.quorate.runtime.server;

import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a server counts and measures. Thread-safe. */
final class Metrics implements AutoCloseable {
    private static final Duration[] LATENCIES = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };
    private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Class<?>, Timer> answered = new ConcurrentHashMap<>();
    private final Map<Class<?>, Counter> failed = new ConcurrentHashMap<>();
    private final DistributionSummary batch = DistributionSummary.builder("quorate.batch.records")
            .description("records that one fsync has made durable")
            .serviceLevelObjectives(BATCHES)
            .register(registry);

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
    }

    /** A request was answered. */
    void answered(Request request, Response response, long nanos) {
        if (response instanceof Response.NotLeader
                || response instanceof Response.Unknown
                || response instanceof Response.Refused) {
            failed.computeIfAbsent(response.getClass(), this::failures).increment();
        } else {
            answered.computeIfAbsent(request.getClass(), this::latencies).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer latencies(Class<?> request) {
        return Timer.builder("quorate.requests")
                .description("from when a request was read to when its answer was ready to be sent")
                .tag("kind", request.getSimpleName())
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    private Counter failures(Class<?> response) {
        return Counter.builder("quorate.requests.failed")
                .description("requests that were not done, or of which nobody knows")
                .tag("why", response.getSimpleName())
                .register(registry);
    }

    /** So many records were made durable at once. */
    void batch(long records) {
        batch.record((double) records);
    }

    /** Has something that only grows be looked at whenever somebody asks. */
    <T> void counter(String name, String description, T of, ToDoubleFunction<T> value, String... tags) {
        FunctionCounter.builder(name, of, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** The same of something that grows and shrinks. */
    <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value, String... tags) {
        Gauge.builder(name, of, value).description(description).tags(tags).register(registry);
    }

    /** All of it, as Prometheus reads it. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
