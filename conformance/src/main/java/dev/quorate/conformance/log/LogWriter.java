package dev.quorate.conformance.log;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes a log of {@link LogLines}.
 *
 * <p>The log is in {@code FILE.partial} until it is closed.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public final class LogWriter<S, E, M> implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final Writer out;
    private final LogLines<S, E, M> lines;
    private final Set<NodeId> started = new HashSet<>();

    private LogWriter(Binding<S, E, M> binding, Path file, Path partial, Writer out) {
        this.file = file;
        this.partial = partial;
        this.out = out;
        lines = new LogLines<>(binding, 0);
    }

    /**
     * Starts a log.
     *
     * @throws BadInputException if the file cannot be written
     */
    public static <S, E, M> LogWriter<S, E, M> open(Binding<S, E, M> binding, List<NodeId> nodes, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            LogWriter<S, E, M> writer = new LogWriter<>(binding, file, partial, Files.newBufferedWriter(partial));
            writer.write(writer.lines.header(new LogHeader(binding.spec(), nodes, Map.of())));
            return writer;
        } catch (IOException e) {
            throw new BadInputException(file + ": the log cannot be written: " + e, e);
        }
    }

    /** The cluster starts, or starts anew: a further run in the same log. */
    public void init(Map<NodeId, S> initial) {
        started.clear();
        started.addAll(initial.keySet());
        write(lines.init(initial));
    }

    /**
     * Something has happened at a node.
     *
     * @param after the node's state after it
     * @param sent the messages that it sends
     * @param clock the vector clock of the event; may be empty in a log of one process
     */
    public void event(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock) {
        if (!started.contains(node)) {
            throw new IllegalStateException(node + " has an event, but no initial state");
        }
        write(lines.event(node, event, after, sent, clock, OptionalLong.empty()));
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void write(CharSequence line) {
        try {
            out.append(line);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(file + ": the log cannot be written: " + e.getMessage(), e);
    }
}
