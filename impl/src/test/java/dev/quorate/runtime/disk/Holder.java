package dev.quorate.runtime.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that opens the data folder, says so, and holds it until its input ends. */
final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
        try (Storage storage = Storage.open(new FileDisk(), Path.of(args[0]), StorageTest.IDENTITY)) {
            System.out.println("holds " + storage.position());
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        } catch (DiskException e) {
            System.out.println(e.getMessage());
        }
    }
}
