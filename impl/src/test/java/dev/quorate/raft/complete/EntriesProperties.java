package dev.quorate.raft.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A list of entries, grown and cut in any order, is the list that Java's own would be, and knows its changes as a search would. */
class EntriesProperties {
    private static final Entry CHANGE = new Entry.Change(1, new Configuration(Set.of(new NodeId("n1")), Set.of()));

    @Property(tries = 300)
    void whatIsKnownOfChangesIsWhatASearchFinds(@ForAll("edits") List<Edit> edits) {
        Entries entries = Entries.from(List.of());
        List<Entry> plain = new ArrayList<>();
        for (Edit edit : edits) {
            int kept = Math.min(edit.keep(), plain.size());
            Entries before = entries;
            List<Entry> plainBefore = List.copyOf(plain);
            entries = entries.first(kept).plusAll(edit.following());
            plain.subList(kept, plain.size()).clear();
            plain.addAll(edit.following());
            assertSame(plainBefore, before);
            assertSame(plain, entries);
            int dropped = Math.min(edit.drop(), plain.size());
            entries = entries.after(dropped);
            plain.subList(0, dropped).clear();
            assertSame(plain, entries);
        }
        assertSame(plain, Entries.from(plain));
    }

    private static void assertSame(List<Entry> plain, Entries entries) {
        assertEquals(plain, entries);
        assertEquals(plain.hashCode(), entries.hashCode());
        for (int count = 0; count <= plain.size(); count++) {
            assertEquals(plain.subList(0, count).lastIndexOf(CHANGE) + 1, entries.lastChange(count), "of " + plain);
        }
    }

    /** What a leader's message does to a log, and a snapshot after it. */
    record Edit(int keep, List<Entry> following, int drop) {}

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<Entry> entry = Arbitraries.frequency(
                        Tuple.of(2, CHANGE),
                        Tuple.of(1, new Entry.NoOp(1)),
                        Tuple.of(3, new Entry.Client(1, new Command("c"))))
                .map(e -> e);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        entry.list().ofMaxSize(6),
                        Arbitraries.integers().between(0, 4))
                .as(Edit::new)
                .list()
                .ofMaxSize(10);
    }
}
