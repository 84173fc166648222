package dev.quorate.conformance.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Our own servers, as `quorate serve` runs them, by one of the protocols.
 *
 * @param jvm further options of their JVMs
 * @param serve further options of `quorate serve`
 */
public record Ours(String protocol, List<String> jvm, List<String> serve) implements Contender {
    static final String PREFIX = "quorate/";
    private static final String FSYNCS = "quorate_fsyncs_total";

    public Ours {
        jvm = List.copyOf(jvm);
        serve = List.copyOf(serve);
    }

    /** With the options that all servers have. */
    public Ours(String protocol) {
        this(protocol, List.of(), List.of());
    }

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
                        concat(List.of("-XX:+UseParallelGC"), jvm),
                        classPath,
                        "dev.quorate.conformance.cli.Quorate",
                        concat(
                                        List.of(
                                                "serve",
                                                "--id",
                                                String.valueOf(i + 1),
                                                "--cluster",
                                                cluster,
                                                "--data",
                                                folder.resolve("server" + (i + 1))
                                                        .toString(),
                                                "--protocol",
                                                protocol,
                                                "--http",
                                                String.valueOf(pages.get(i))),
                                        serve)
                                .toArray(String[]::new)))
                .toList();
        return new Deployment("quorate", servers, Ports.addresses(ports), Ports.counters(pages, FSYNCS), classPath);
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
