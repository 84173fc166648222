package dev.quorate.conformance.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured at one number of clients. A line of text carries it from the process of the load.
 *
 * @param clients closed loops at once
 * @param perSecond operations a second that were acknowledged
 * @param errors operations that were not
 * @param p50 latency in milliseconds, as p99, p999 and max
 * @param serverCpu cores that the servers kept busy, together
 * @param clientCpu cores that the load kept busy
 * @param fsyncs a second, of all servers together, as they count them; absent if they do not
 * @param flushes a second that the disk did, whoever asked for them; absent where the system does not say
 * @param trouble the first error; empty if there was none
 */
public record Level(
        int clients,
        double perSecond,
        long errors,
        double p50,
        double p99,
        double p999,
        double max,
        double serverCpu,
        double clientCpu,
        OptionalDouble fsyncs,
        OptionalDouble flushes,
        String trouble) {
    private static final String MARK = "level ";

    /** As a line. */
    String line() {
        return MARK
                + String.join(
                        " ",
                        "clients=" + clients,
                        "perSecond=" + perSecond,
                        "errors=" + errors,
                        "p50=" + p50,
                        "p99=" + p99,
                        "p999=" + p999,
                        "max=" + max,
                        "serverCpu=" + serverCpu,
                        "clientCpu=" + clientCpu,
                        "fsyncs=" + text(fsyncs),
                        "flushes=" + text(flushes),
                        "trouble=" + trouble.replaceAll("\\s+", " "));
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK);
    }

    /** From a line. */
    static Level of(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : line.substring(MARK.length()).split(" ", 12)) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return new Level(
                Integer.parseInt(fields.get("clients")),
                Double.parseDouble(fields.get("perSecond")),
                Long.parseLong(fields.get("errors")),
                Double.parseDouble(fields.get("p50")),
                Double.parseDouble(fields.get("p99")),
                Double.parseDouble(fields.get("p999")),
                Double.parseDouble(fields.get("max")),
                Double.parseDouble(fields.get("serverCpu")),
                Double.parseDouble(fields.get("clientCpu")),
                number(fields.get("fsyncs")),
                number(fields.get("flushes")),
                fields.get("trouble"));
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? String.valueOf(number.getAsDouble()) : "unknown";
    }

    private static OptionalDouble number(String text) {
        return text.equals("unknown") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }
}
