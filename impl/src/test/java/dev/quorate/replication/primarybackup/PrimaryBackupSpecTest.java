package dev.quorate.replication.primarybackup;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code PrimaryBackup.tla} and {@code PrimaryBackup.java}. */
class PrimaryBackupSpecTest extends SpecCodeTest {
    PrimaryBackupSpecTest() {
        super(
                "replication/PrimaryBackup.tla",
                PrimaryBackup.class,
                Node.class,
                Message.class,
                Set.of("without", "initialNode"));
    }
}
