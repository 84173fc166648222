package dev.quorate.conformance.bench;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The systems that we compare with, each as its own documentation starts three servers, with every write forced to disk. */
public final class Peers {
    private Peers() {}

    /**
     * Those that can be run here.
     *
     * @param modules the folder of the modules that the profile "peers" builds
     */
    public static List<Contender> available(Path modules) {
        List<Contender> peers = new ArrayList<>();
        peers.add(contender("zookeeper", folder -> zooKeeper(folder, classPath(modules, "zookeeper"))));
        peers.add(contender("jraft", folder -> jraft(folder, classPath(modules, "jraft"))));
        etcd().ifPresent(program ->
                peers.add(contender("etcd", folder -> etcd(program, folder, classPath(modules, "etcd")))));
        return peers;
    }

    /** Where etcd is, if it is installed. */
    public static Optional<Path> etcd() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String classPath(Path modules, String module) {
        Path target = modules.resolve(module).resolve("target");
        Path home = modules.resolve("..");
        return Stream.of(
                        target.resolve("quorate-peers-" + module + "-0.1.0-SNAPSHOT.jar"),
                        home.resolve("target").resolve("quorate-conformance-0.1.0-SNAPSHOT.jar"),
                        target.resolve("lib").resolve("*"))
                .map(path -> path.toAbsolutePath().normalize().toString())
                .collect(joining(File.pathSeparator));
    }

    private static Deployment zooKeeper(Path folder, String classPath) throws IOException {
        List<Integer> clients = Ports.free();
        List<Integer> quorum = Ports.free();
        List<Integer> election = Ports.free();
        List<Integer> pages = Ports.free();
        List<List<String>> servers = new ArrayList<>();
        for (int i = 0; i < Ports.SERVERS; i++) {
            Path data = Files.createDirectories(folder.resolve("server" + (i + 1)));
            Files.writeString(data.resolve("myid"), String.valueOf(i + 1));
            List<String> lines = new ArrayList<>(List.of(
                    "dataDir=" + data,
                    "clientPort=" + clients.get(i),
                    "clientPortAddress=127.0.0.1",
                    "tickTime=2000",
                    "initLimit=10",
                    "syncLimit=5",
                    "forceSync=yes",
                    "maxClientCnxns=0",
                    "standaloneEnabled=false",
                    "admin.enableServer=false"));
            Ports.servers()
                    .forEach(n ->
                            lines.add("server." + (n + 1) + "=127.0.0.1:" + quorum.get(n) + ":" + election.get(n)));
            Path configuration = Files.write(data.resolve("zoo.cfg"), lines);
            servers.add(java(
                    classPath,
                    "dev.quorate.peers.zookeeper.ZooKeeperServer",
                    configuration.toString(),
                    String.valueOf(pages.get(i))));
        }
        return new Deployment(
                "zookeeper", servers, Ports.addresses(clients), Ports.counters(pages, "fsyncs"), classPath);
    }

    private static Deployment jraft(Path folder, String classPath) throws IOException {
        List<Integer> ports = Ports.free();
        List<Integer> pages = Ports.free();
        String all = String.join(",", Ports.addresses(ports));
        List<List<String>> servers = Ports.servers()
                .mapToObj(i -> java(
                        classPath,
                        "dev.quorate.peers.jraft.JraftServer",
                        folder.resolve("server" + (i + 1)).toString(),
                        Ports.address(ports.get(i)),
                        all,
                        String.valueOf(pages.get(i))))
                .toList();
        return new Deployment("jraft", servers, Ports.addresses(ports), Ports.counters(pages, "fsyncs"), classPath);
    }

    private static Deployment etcd(Path program, Path folder, String classPath) throws IOException {
        List<Integer> clients = Ports.free();
        List<Integer> peers = Ports.free();
        String all = Ports.servers()
                .mapToObj(i -> "server" + (i + 1) + "=http://" + Ports.address(peers.get(i)))
                .collect(joining(","));
        List<List<String>> servers = Ports.servers()
                .mapToObj(i -> {
                    String client = "http://" + Ports.address(clients.get(i));
                    String peer = "http://" + Ports.address(peers.get(i));
                    return List.of(
                            program.toString(),
                            "--name=server" + (i + 1),
                            "--data-dir=" + folder.resolve("server" + (i + 1)),
                            "--listen-client-urls=" + client,
                            "--advertise-client-urls=" + client,
                            "--listen-peer-urls=" + peer,
                            "--initial-advertise-peer-urls=" + peer,
                            "--initial-cluster=" + all,
                            "--initial-cluster-state=new",
                            "--logger=zap",
                            "--log-level=warn");
                })
                .toList();
        return new Deployment(
                "etcd",
                servers,
                Ports.addresses(clients),
                Ports.counters(clients, "etcd_disk_wal_fsync_duration_seconds_count"),
                classPath);
    }

    private static List<String> java(String classPath, String mainClass, String... arguments) {
        return Commands.java(List.of(), classPath, mainClass, arguments);
    }

    private interface Deployer {
        Deployment deploy(Path folder) throws IOException;
    }

    private static Contender contender(String name, Deployer deployer) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Deployment deploy(Path folder) throws IOException {
                return deployer.deploy(folder);
            }
        };
    }
}
