package dev.quorate.replication.abd;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code Abd.tla} and {@code Abd.java}. */
class AbdSpecTest extends SpecCodeTest {
    AbdSpecTest() {
        super("replication/Abd.tla", Abd.class, Node.class, Message.class, Set.of("plus"));
    }
}
