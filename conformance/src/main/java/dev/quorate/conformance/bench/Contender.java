package dev.quorate.conformance.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A system that is measured. */
public interface Contender {
    /** Its name, such as zookeeper. */
    String name();

    /** Writes what its servers need into an empty folder, and says how to start them on ports that are free. */
    Deployment deploy(Path folder) throws IOException;
}
