package dev.quorate.conformance.log;

import dev.quorate.conformance.model.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The lines of a log, one after the other. */
public interface LogSource extends AutoCloseable {
    LogHeader header();

    /**
     * The next line; empty at the end.
     *
     * @throws BadInputException if there is one that is none
     */
    Optional<LogLine> next();

    @Override
    void close();

    /**
     * Opens a log: one file, or one for each process of the cluster, which are then merged.
     *
     * @throws BadInputException if a file cannot be read, or is no log
     */
    static LogSource open(List<Path> files) {
        return files.size() == 1 ? LogReader.open(files.get(0), true) : LogMerge.open(files, true);
    }

    /** Opens a log that has been read before, to its end: values are not held against the types that they must have. */
    static LogSource openAgain(List<Path> files) {
        return files.size() == 1 ? LogReader.open(files.get(0), false) : LogMerge.open(files, false);
    }
}
