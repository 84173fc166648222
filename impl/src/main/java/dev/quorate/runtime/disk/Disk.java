package dev.quorate.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The few operations of a file system that {@link Storage} needs, so that tests and the simulator can bring a faulty one.
 *
 * <p>What is promised is what POSIX promises, and no more: what a file holds is durable once {@link DiskFile#force} has returned,
 * what a folder lists once {@link #forceFolder} has. Until then a loss of power may keep any part of it, in any order. A name
 * changes at once or not at all. A write that is under way does no harm to bytes beside those that it writes.
 *
 * <p>Every operation may throw {@link IOException}; one that lacks space throws {@link NoSpaceException}.
 */
public interface Disk {
    /** Makes a folder and those above it, where they are not there yet; they are durable when this returns. */
    void createFolders(Path folder) throws IOException;

    /** The names of what is in a folder, sorted. */
    List<String> list(Path folder) throws IOException;

    /** A file to read and to write; it is made, empty, if it is not there yet. */
    DiskFile open(Path file) throws IOException;

    /** Gives a file another name in its folder, in the place of the file that had it. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file; one that is not there is no error. */
    void delete(Path file) throws IOException;

    /** Makes durable which files a folder has. */
    void forceFolder(Path folder) throws IOException;

    /**
     * Takes a lock, which is held until it is closed or the process ends.
     *
     * @param file made if it is not there yet, and left there
     * @return empty if somebody else holds it, in this process or in another
     */
    Optional<Closeable> lock(Path file) throws IOException;

    /** How many bytes can still be written in a folder, about. */
    long freeBytes(Path folder) throws IOException;
}
