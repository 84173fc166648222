package dev.quorate.conformance.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A system that is measured. */
public interface Contender {
    /** Its name, which is that of its {@link Target.Provider}, too. */
    String name();

    /** Writes what its servers need into an empty folder, and says how to start them on ports that are free. */
    Deployment deploy(Path folder) throws IOException;
}
