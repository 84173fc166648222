package dev.quorate.conformance.cluster;

import dev.quorate.runtime.disk.Disk;
import dev.quorate.runtime.disk.DiskFile;
import dev.quorate.runtime.disk.NoSpaceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that keeps no more than what {@link Disk} promises, and the machine around it, which may crash at any step.
 * Each operation that changes something is a step, so that a run can be repeated with a fault at each of them. Chance decides,
 * from a seed, what is left after a crash.
 *
 * <p>Once the process has crashed, by a planned fault or by {@link #crash}, every operation throws {@link Crash}, so that nothing
 * which the dying process still does counts; until {@link #boot}.
 */
public final class FaultyDisk implements Disk {
    private final SplittableRandom random;
    private final Map<Path, FaultyFile> files = new TreeMap<>();
    private final Map<Path, FaultyFile> filesOnDisk = new TreeMap<>();
    private final UnforcedNames unforced = new UnforcedNames();
    private final Set<Path> locks = new HashSet<>();
    private final Map<Long, DiskFault> planned = new TreeMap<>();
    private long capacity = Long.MAX_VALUE;
    private long steps;
    private int life;
    private boolean down;

    /** An empty disk. */
    public FaultyDisk(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** How many steps there have been. */
    public synchronized long steps() {
        return steps;
    }

    /** Plans a fault for a step that is still to come; the first of all is step 1. */
    public synchronized void plan(long step, DiskFault fault) {
        planned.put(step, fault);
    }

    /** How many planned faults have not come yet. */
    public synchronized int faultsAhead() {
        return planned.size();
    }

    /** Another disk, of a seed of its own, with the files that are seen on this one; all of them are forced. */
    public synchronized FaultyDisk copy(long seed) {
        FaultyDisk copy = new FaultyDisk(seed);
        files.forEach((path, file) -> copy.files.put(path, new FaultyFile(file.bytes())));
        copy.filesOnDisk.putAll(copy.files);
        return copy;
    }

    /** The files that are seen. */
    public synchronized Set<Path> files() {
        return Set.copyOf(files.keySet());
    }

    /** Limits how many bytes there may be in all files together. */
    public synchronized void limitTo(long bytes) {
        capacity = bytes;
    }

    /** How many bytes there are in all files together. */
    public synchronized long usedBytes() {
        return files.values().stream().mapToLong(FaultyFile::size).sum();
    }

    /** Whether the process has crashed, and no other was started. */
    public synchronized boolean isDown() {
        return down;
    }

    /**
     * The process ends now.
     *
     * @param fault a loss of power, or a kill
     */
    public synchronized void crash(DiskFault fault) {
        if (fault == DiskFault.POWER_LOSS) {
            // Names first: a file that is forced keeps what it holds under whatever name is left to it.
            unforced.losePower(filesOnDisk, random);
            filesOnDisk.values().forEach(file -> file.losePower(random));
            files.clear();
            files.putAll(filesOnDisk);
        } else if (fault != DiskFault.KILL) {
            throw new IllegalArgumentException("a process does not end by " + fault);
        }
        locks.clear();
        down = true;
    }

    /** Another process may use the disk. */
    public synchronized void boot() {
        if (!down) {
            crash(DiskFault.KILL);
        }
        life++;
        down = false;
    }

    /** What a file holds, as it is seen. */
    public synchronized byte[] bytes(Path file) {
        return existing(file).bytes();
    }

    /** Changes bits of a file, unnoticed. */
    public synchronized void corrupt(Path file, int at, int mask) {
        existing(file).corrupt(at, mask);
    }

    private FaultyFile existing(Path file) {
        return Optional.ofNullable(files.get(file))
                .orElseThrow(() -> new IllegalArgumentException("there is no " + file));
    }

    // ------------------------------------------------------------------------------------------------------------ Disk

    @Override
    public synchronized void createFolders(Path folder) {
        requireUp();
    }

    @Override
    public synchronized List<String> list(Path folder) {
        requireUp();
        return files.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Override
    public synchronized DiskFile open(Path path) throws IOException {
        requireUp();
        FaultyFile file = files.get(path);
        if (file == null) {
            file = new FaultyFile(new byte[0]);
            step("open " + path, true);
            files.put(path, file);
            unforced.link(path, file);
        }
        return new FaultyHandle(this, path, file, life);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        requireUp();
        if (!files.containsKey(from)) {
            throw new NoSuchFileException(from.toString());
        }
        step("rename " + from, true);
        FaultyFile file = files.remove(from);
        files.put(to, file);
        unforced.rename(from, to, file);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        requireUp();
        if (files.containsKey(path)) {
            step("delete " + path, false);
            files.remove(path);
            unforced.unlink(path);
        }
    }

    @Override
    public synchronized void forceFolder(Path folder) throws IOException {
        requireUp();
        step("force " + folder, false);
        unforced.force(folder, filesOnDisk);
    }

    @Override
    public synchronized Optional<Closeable> lock(Path path) throws IOException {
        open(path).close();
        int now = life;
        return locks.add(path) ? Optional.of(() -> unlock(path, now)) : Optional.empty();
    }

    private synchronized void unlock(Path path, int since) {
        if (!down && since == life) {
            locks.remove(path);
        }
    }

    @Override
    public synchronized long freeBytes(Path folder) {
        return capacity - usedBytes();
    }

    // ---------------------------------------------------------------------------------------------------------- faults

    private void requireUp() {
        if (down) {
            throw new Crash("the process has ended");
        }
    }

    /** What a dead process does, does not count. */
    synchronized void requireAlive(int openedIn) {
        requireUp();
        if (openedIn != life) {
            throw new Crash("the process has ended that opened this file");
        }
    }

    /** Counts a step; the fault that is planned for it comes before it has done anything. */
    private void step(String what, boolean needsRoom) throws IOException {
        Optional<DiskFault> fault = nextStep();
        if (fault.isPresent()) {
            strike(fault.get(), what, needsRoom);
        }
    }

    private Optional<DiskFault> nextStep() {
        steps++;
        return Optional.ofNullable(planned.remove(steps));
    }

    private void strike(DiskFault fault, String what, boolean needsRoom) throws IOException {
        switch (fault) {
            case POWER_LOSS, KILL -> {
                crash(fault);
                throw new Crash(fault + " at step " + steps + ", " + what);
            }
            case FAILURE -> throw new IOException("planned failure at step " + steps + ", " + what);
            case FULL -> {
                if (needsRoom) {
                    throw new NoSpaceException("planned lack of room at step " + steps + ", " + what);
                }
            }
        }
    }

    synchronized void write(FaultyHandle handle, byte[] bytes, int at) throws IOException {
        FaultyFile file = handle.file();
        Optional<DiskFault> fault = nextStep();
        long room = capacity - usedBytes() + Math.max(0, file.size() - at);
        if (fault.isEmpty() && bytes.length > room) {
            fault = Optional.of(DiskFault.FULL);
        }
        if (fault.isEmpty()) {
            file.write(at, bytes);
            return;
        }
        // Power may be lost when the write has returned and its caller does not know it yet.
        int most = (int) Math.min(bytes.length, Math.max(0, room));
        int written = fault.get() == DiskFault.POWER_LOSS ? most : random.nextInt(most + 1);
        file.write(at, Arrays.copyOf(bytes, written));
        strike(fault.get(), "write " + handle.path(), true);
    }

    synchronized void force(FaultyHandle handle) throws IOException {
        Optional<DiskFault> fault = nextStep();
        if (fault.isPresent() && fault.get() == DiskFault.FAILURE) {
            handle.file().failToForce(random);
        }
        if (fault.isPresent()) {
            strike(fault.get(), "force " + handle.path(), false);
        }
        handle.file().force();
    }

    synchronized void truncate(FaultyHandle handle, int size) throws IOException {
        if (size < handle.file().size()) {
            step("truncate " + handle.path(), false);
            handle.file().truncate(size);
        }
    }

    synchronized int read(FaultyFile file, ByteBuffer into, int at) {
        return file.read(into, at);
    }
}
