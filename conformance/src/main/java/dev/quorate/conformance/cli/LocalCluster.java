package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster on this machine, each server a process, so that one can be killed and the others go on. */
final class LocalCluster {
    private static final int MAX_SERVERS = 9;
    private static final int MAX_PORT = 65_535;
    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 20;

    private final int size;
    private final String protocol;
    private final String name;
    private final Path data;
    private final int firstPort;
    private final OptionalInt firstHttp;
    private final Console console = new Console();
    private final List<Member> members = new ArrayList<>();
    private volatile boolean stopping;

    private record Member(int id, Process process, Path log) {}

    LocalCluster(int size, String protocol, String name, Path data, int firstPort, OptionalInt firstHttp) {
        if (size < 1 || size > MAX_SERVERS) {
            throw new BadInputException("--local " + size + ": expected 1 to " + MAX_SERVERS + " servers");
        }
        this.size = size;
        this.protocol = protocol;
        this.name = name;
        this.data = data;
        this.firstPort = firstPort;
        this.firstHttp = firstHttp;
    }

    /** Starts the servers, and tells what becomes of them, until all have ended or this process is told to. */
    int run() throws IOException {
        for (int i = 0; i < size; i++) {
            checkFree("--port", firstPort + i);
            if (firstHttp.isPresent()) {
                checkFree("--http", firstHttp.getAsInt() + i);
            }
        }
        boolean goesOn = makeFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        console.line(
                "a cluster of %d, by %s; data in %s%s",
                size, protocol, data.toAbsolutePath().normalize(), goesOn ? ", which it goes on from" : "");
        for (int id = 1; id <= size; id++) {
            members.add(start(id));
        }
        try {
            Optional<Member> failed = awaitLeader();
            if (failed.isPresent()) {
                System.err.println("server " + failed.get().id() + " did not start: "
                        + lastLine(failed.get().log()));
                return failed.get().process().exitValue();
            }
            return watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.UNDECIDED.exitStatus();
        }
    }

    private static void checkFree(String option, int port) {
        if (port > MAX_PORT) {
            throw new BadInputException(option + ": port " + port + " would be needed, and the last is " + MAX_PORT);
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new BadInputException(
                    "port " + port + " of this machine cannot be had (" + e.getMessage()
                            + "): stop what uses it, or name other ports with " + option,
                    e);
        }
    }

    private boolean makeFolder() {
        try {
            Files.createDirectories(data);
            long found = IntStream.rangeClosed(1, MAX_SERVERS)
                    .filter(id -> Files.isDirectory(data.resolve(String.valueOf(id))))
                    .count();
            if (found != 0 && found != size) {
                throw new BadInputException("--data " + data + ": there is a cluster of " + found + " in it, not of "
                        + size + "; name another folder, or --local " + found);
            }
            return found > 0;
        } catch (FileAlreadyExistsException e) {
            throw new BadInputException("--data " + data + ": this is a file, not a folder", e);
        } catch (IOException e) {
            throw new BadInputException("--data " + data + ": cannot be made: " + e.getMessage(), e);
        }
    }

    private String cluster() {
        return IntStream.rangeClosed(1, size)
                .mapToObj(id -> id + "=127.0.0.1:" + port(id))
                .collect(Collectors.joining(","));
    }

    private int port(int id) {
        return firstPort + id - 1;
    }

    private List<String> arguments(int id) {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--id",
                String.valueOf(id),
                "--cluster",
                cluster(),
                "--data",
                data.resolve(String.valueOf(id)).toString(),
                "--protocol",
                protocol));
        if (!name.equals("quorate")) {
            arguments.addAll(List.of("--name", name));
        }
        if (firstHttp.isPresent()) {
            arguments.addAll(List.of("--http", String.valueOf(firstHttp.getAsInt() + id - 1)));
        }
        return arguments;
    }

    private Member start(int id) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                Quorate.class.getName()));
        command.addAll(arguments(id));
        command.add("--until-input-ends");
        Path log = data.resolve(id + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        console.line(
                "  server %d  pid %-7d 127.0.0.1:%d  log in %s%s",
                id,
                process.pid(),
                port(id),
                log,
                firstHttp.isPresent() ? "  http://127.0.0.1:" + (firstHttp.getAsInt() + id - 1) + "/status" : "");
        return new Member(id, process, log);
    }

    /** Waits until one leads; gives a server that has ended before. */
    private Optional<Member> awaitLeader() throws InterruptedException {
        List<InetSocketAddress> servers = ClusterInputs.servers(cluster());
        long complain = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean complained = false;
        while (true) {
            Optional<Member> ended =
                    members.stream().filter(one -> !one.process().isAlive()).findFirst();
            Optional<String> leader = ended.isPresent() ? Optional.empty() : Standings.leader(servers, name);
            if (ended.isPresent() || leader.isPresent()) {
                leader.ifPresent(this::greet);
                return ended;
            }
            if (!complained && System.nanoTime() > complain) {
                console.line("no server leads after %d s; is this machine very busy? See the logs", PATIENCE_SECONDS);
                complained = true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void greet(String leader) {
        String where = firstPort == ClusterInputs.FIRST_PORT && size == 3
                ? ""
                : " --cluster " + cluster().replaceAll("\\d+=", "");
        String leading = members.stream()
                .filter(one -> String.valueOf(one.id()).equals(leader))
                .map(one -> String.valueOf(one.process().pid()))
                .findFirst()
                .orElse("PID");
        console.line("server %s leads. In another terminal:", leader);
        console.line("  quorate client%s put greeting hello", where);
        console.line("  kill -9 %s", leading);
        console.line("  quorate client%s get greeting", where);
        console.line("  quorate client%s status", where);
        console.line("Ctrl-C stops all servers.");
    }

    private int watch() throws InterruptedException {
        List<Member> alive = new ArrayList<>(members);
        while (!alive.isEmpty()) {
            Thread.sleep(LOOK_MILLIS);
            alive.removeIf(one -> {
                if (one.process().isAlive()) {
                    return false;
                }
                if (!stopping) {
                    tellEnd(one);
                }
                return true;
            });
        }
        console.line(stopping ? "stopped" : "all servers have ended");
        return Status.FAILED.exitStatus();
    }

    private void tellEnd(Member member) {
        int exit = member.process().exitValue();
        console.line(
                "server %d (pid %d) %s. It goes on where it was with:",
                member.id(),
                member.process().pid(),
                exit > 128 ? "was ended by signal " + (exit - 128) : "has ended: " + lastLine(member.log()));
        console.line("  quorate %s", String.join(" ", arguments(member.id())));
    }

    private static String lastLine(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "see " + log : lines.get(lines.size() - 1);
        } catch (IOException | UncheckedIOException e) {
            return "see " + log;
        }
    }

    private void stop() {
        stopping = true;
        members.forEach(one -> one.process().destroy());
        for (Member one : members) {
            try {
                if (!one.process().waitFor(5, TimeUnit.SECONDS)) {
                    one.process().destroyForcibly();
                }
            } catch (InterruptedException e) {
                one.process().destroyForcibly();
            }
        }
    }
}
