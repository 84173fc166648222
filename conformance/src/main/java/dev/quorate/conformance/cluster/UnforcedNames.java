package dev.quorate.conformance.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Changes of names on a {@link FaultyDisk} that its folders have not been forced to keep. */
final class UnforcedNames {
    /** One name goes, one comes; or only one of the two. They are of one folder. */
    private record Change(Optional<Path> gone, Optional<Path> come, Optional<FaultyFile> file) {
        boolean isIn(Path folder) {
            return folder.equals(gone.or(() -> come).orElseThrow().getParent());
        }

        void apply(Map<Path, FaultyFile> files) {
            gone.ifPresent(files::remove);
            come.ifPresent(name -> files.put(name, file.orElseThrow()));
        }
    }

    private final List<Change> changes = new ArrayList<>();

    void link(Path name, FaultyFile file) {
        changes.add(new Change(Optional.empty(), Optional.of(name), Optional.of(file)));
    }

    void unlink(Path name) {
        changes.add(new Change(Optional.of(name), Optional.empty(), Optional.empty()));
    }

    void rename(Path from, Path to, FaultyFile file) {
        changes.add(new Change(Optional.of(from), Optional.of(to), Optional.of(file)));
    }

    void force(Path folder, Map<Path, FaultyFile> onDisk) {
        changes.stream().filter(change -> change.isIn(folder)).forEach(change -> change.apply(onDisk));
        changes.removeIf(change -> change.isIn(folder));
    }

    /** Any of them may have come to the disk. */
    void losePower(Map<Path, FaultyFile> onDisk, SplittableRandom random) {
        int kind = random.nextInt(4);
        for (Change change : changes) {
            if (kind == 1 || (kind > 1 && random.nextBoolean())) {
                change.apply(onDisk);
            }
        }
        changes.clear();
    }
}
