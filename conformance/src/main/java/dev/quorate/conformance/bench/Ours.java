package dev.quorate.conformance.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Our own servers, as `quorate serve` runs them, by one of the protocols. */
public record Ours(String protocol) implements Contender {
    static final String PREFIX = "quorate/";
    private static final String FSYNCS = "quorate_fsyncs_total";

    @Override
    public String name() {
        return PREFIX + protocol;
    }

    @Override
    public Deployment deploy(Path folder) throws IOException {
        List<Integer> ports = Ports.free();
        List<Integer> pages = Ports.free();
        String classPath = System.getProperty("java.class.path");
        String cluster = Ports.servers()
                .mapToObj(i -> (i + 1) + "=" + Ports.address(ports.get(i)))
                .collect(joining(","));
        List<List<String>> servers = Ports.servers()
                .mapToObj(i -> Commands.java(
                        List.of("-XX:+UseSerialGC"),
                        classPath,
                        "dev.quorate.conformance.cli.Quorate",
                        "serve",
                        "--id",
                        String.valueOf(i + 1),
                        "--cluster",
                        cluster,
                        "--data",
                        folder.resolve("server" + (i + 1)).toString(),
                        "--protocol",
                        protocol,
                        "--http",
                        String.valueOf(pages.get(i))))
                .toList();
        return new Deployment("quorate", servers, Ports.addresses(ports), Ports.counters(pages, FSYNCS), classPath);
    }
}
