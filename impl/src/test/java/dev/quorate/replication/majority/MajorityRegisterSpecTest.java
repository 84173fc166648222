package dev.quorate.replication.majority;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code MajorityRegister.tla} and {@code MajorityRegister.java}. */
class MajorityRegisterSpecTest extends SpecCodeTest {
    MajorityRegisterSpecTest() {
        super("replication/MajorityRegister.tla", MajorityRegister.class, Node.class, Message.class, Set.of());
    }
}
