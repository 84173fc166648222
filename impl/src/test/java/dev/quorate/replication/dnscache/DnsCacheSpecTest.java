package dev.quorate.replication.dnscache;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code DnsCache.tla} and {@code DnsCache.java}. */
class DnsCacheSpecTest extends SpecCodeTest {
    DnsCacheSpecTest() {
        super("replication/DnsCache.tla", DnsCache.class, Node.class, Message.class, Set.of());
    }
}
