package dev.quorate.zab.broadcast;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code Zab.tla} and {@code Zab.java}. */
class ZabSpecTest extends SpecCodeTest {
    ZabSpecTest() {
        super("zab/Zab.tla", Zab.class, Node.class, Message.class, Set.of("and", "holders", "lastDelivered", "leads"));
    }
}
