package dev.quorate.conformance.cluster;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.log.LogHeader;
import dev.quorate.conformance.log.LogLines;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The log of one replica, for TLC: {@code quorate validate} takes those of all replicas together. The file goes on over restarts, each
 * of which is an event in it. A line is in the file, if not on disk, before what it tells of has an effect elsewhere; so the log
 * holds if the process is killed at any moment, though not if the machine is.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public final class ReplicaLog<S, E, M> implements AutoCloseable {
    private final Binding<S, E, M> binding;
    private final NodeId self;
    private final LogHeader header;
    private final Path file;
    private final FileChannel channel;
    private final StringBuilder pending = new StringBuilder();

    /** How many events of each node this one has seen. */
    private final Map<NodeId, Long> clock = new HashMap<>();

    /** Where the log ends as far as nothing of it can be taken back. */
    private LogEnd kept;

    private LogLines<S, E, M> lines;

    /** The state of the last line; unknown at first, and after lines were taken back. */
    private Optional<S> last = Optional.empty();

    private ReplicaLog(
            Binding<S, E, M> binding, NodeId self, LogHeader header, Path file, FileChannel channel, LogEnd end) {
        this.binding = binding;
        this.self = self;
        this.header = header;
        this.file = file;
        this.channel = channel;
        kept = end;
        clock.putAll(end.clock());
        lines = new LogLines<>(binding, end.lines());
    }

    /**
     * Begins a log, or goes on with one.
     *
     * @param position how many records the replica has found on its disk; lines that tell of more are taken out
     * @throws BadInputException if the file cannot be written, or is none of this replica's
     */
    public static <S, E, M> ReplicaLog<S, E, M> open(
            Binding<S, E, M> binding, NodeId self, LogHeader header, Path file, long position) {
        try {
            LogEnd end =
                    LogEnd.find(file, new LogLines<>(binding, 0).header(header).toString(), self, position);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(end.length());
            channel.position(end.length());
            return new ReplicaLog<>(binding, self, header, file, channel, end);
        } catch (IOException e) {
            throw new BadInputException(file + ": the log cannot be written: " + e, e);
        }
    }

    /** Whether it has no lines yet. */
    boolean isNew() {
        return lines.count() == 0;
    }

    /** The replica starts for the first time. */
    void started(S state) {
        last = Optional.of(state);
        pending.append(lines.header(header)).append(lines.init(Map.of(self, state)));
    }

    /** A message is received that was sent when its sender had seen so much. */
    void seen(Map<NodeId, Long> sendersClock) {
        sendersClock.forEach((node, count) -> clock.merge(node, count, Math::max));
    }

    /** How many events of each node this one has seen, its own included. */
    Map<NodeId, Long> clock() {
        return clock;
    }

    /** A step was taken. What a node is asked for and does not do is none, if it was not asked by a message. */
    void stepped(E event, S after, Set<M> sent, long position) {
        boolean isMessage = event.getClass().getSimpleName().equals("Receive");
        if (!isMessage && sent.isEmpty() && last.equals(Optional.of(after))) {
            return;
        }
        last = Optional.of(after);
        clock.merge(self, 1L, Long::sum);
        pending.append(lines.event(self, event, after, sent, clock, OptionalLong.of(position)));
    }

    void flush() {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pending));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        pending.setLength(0);
    }

    void kept() {
        try {
            kept = new LogEnd(channel.position(), lines.count(), Map.copyOf(clock));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void takeBack() {
        pending.setLength(0);
        try {
            channel.truncate(kept.length());
        } catch (IOException e) {
            throw failure(e);
        }
        lines = new LogLines<>(binding, kept.lines());
        last = Optional.empty();
        clock.clear();
        clock.putAll(kept.clock());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(file + ": the log cannot be written: " + e.getMessage(), e);
    }
}
