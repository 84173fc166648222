package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.runtime.Replicas.Running;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How many commands one thread gets through three replicas, without a disk or sockets: 256 clients that put values of 100 bytes, each
 * when it has its last answer. By the thread's CPU time. Not a test; run it by hand, with the number of commands and the names of engines, if not all.
 */
final class ReplicaCost {
    private static final int CLIENTS = 256;

    private ReplicaCost() {}

    public static void main(String[] args) {
        int commands = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        List<Engines> all = args.length > 1
                ? List.of(args).subList(1, args.length).stream()
                        .map(Engines::valueOf)
                        .toList()
                : List.of(Engines.values());
        for (Engines engines : all) {
            Replica.Options options = new Replica.Options(4096, 4 << 20, 10_000, 50_000, 5_000);
            try (Replicas cluster = new Replicas(engines, options, 1)) {
                new Load(cluster).run(engines, commands);
            }
        }
    }

    private static final class Load {
        private final Replicas cluster;
        private final long[] sessions = new long[CLIENTS];
        private final long[] sequences = new long[CLIENTS];
        private final List<Integer> idle = new ArrayList<>();
        private final String value = "v".repeat(100);
        private int done;

        Load(Replicas cluster) {
            this.cluster = cluster;
            for (int client = 0; client < CLIENTS; client++) {
                Answer answer = cluster.apply(new Entry.Register("c" + client).command());
                sessions[client] = ((Answer.Registered) answer).session();
                idle.add(client);
            }
        }

        void run(Engines engines, int commands) {
            Running leader = cluster.leader();
            long start = cpu();
            int parts = 5;
            for (int part = 1; part <= parts; part++) {
                int goal = commands * part / parts;
                int before = done;
                long begun = cpu();
                while (done < goal) {
                    idle.forEach(client -> put(leader, client));
                    idle.clear();
                    if (!cluster.until(() -> !idle.isEmpty(), 20 * Replicas.SECOND)) {
                        throw new AssertionError("no answers after " + done);
                    }
                }
                System.out.printf(
                        "%s: %,d commands, %,.0f a second%n", engines, done, (done - before) * 1e9 / (cpu() - begun));
            }
            System.out.printf("%s: %.1f s%n", engines, (cpu() - start) / 1e9);
        }

        /** The thread's own time: others may be at work on the machine. */
        private static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        private void put(Running leader, int client) {
            long sequence = ++sequences[client];
            Command command = new Entry.Request(
                            sessions[client], sequence, new Operation.Put("k" + client + "-" + sequence % 100, value))
                    .command();
            leader.replica.mailbox().offer(new Input.Submit(command, reply -> {
                if (!(reply instanceof Reply.Applied)) {
                    throw new AssertionError(reply.toString());
                }
                done++;
                idle.add(client);
            }));
        }
    }
}
