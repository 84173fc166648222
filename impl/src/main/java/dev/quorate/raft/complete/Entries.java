package dev.quorate.raft.complete;

import dev.quorate.core.PersistentList;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/**
 * A persistent list of entries that knows where the changes of the configuration are among them. A node asks for its configuration
 * in almost every step: without this, a step would read the whole log. Equal to any list of the same entries.
 */
final class Entries extends AbstractList<Entry> {
    private static final Entries NONE = new Entries(PersistentList.empty(), ConsPStack.empty());

    private final PersistentList<Entry> all;

    /** How many entries there are up to a change, itself included; of the last change first. */
    private final PStack<Integer> changes;

    private Entries(PersistentList<Entry> all, PStack<Integer> changes) {
        this.all = all;
        this.changes = changes;
    }

    /** These entries; no copy if they are such a list. */
    static Entries from(List<Entry> list) {
        return list instanceof Entries entries ? entries : NONE.plusAll(list);
    }

    Entries plus(Entry entry) {
        PersistentList<Entry> more = all.plus(entry);
        return new Entries(more, entry instanceof Entry.Change ? changes.plus(more.size()) : changes);
    }

    Entries plusAll(Collection<Entry> following) {
        PStack<Integer> more = changes;
        int count = all.size();
        for (Entry entry : following) {
            count++;
            if (entry instanceof Entry.Change) {
                more = more.plus(count);
            }
        }
        return new Entries(all.plusAll(following), more);
    }

    /** The first entries, so many. */
    Entries first(int count) {
        return count == all.size() ? this : new Entries(all.first(count), changesAmong(count));
    }

    /** Those that follow the first so many. */
    Entries after(int count) {
        List<Integer> left = changes.stream()
                .filter(change -> change > count)
                .map(change -> change - count)
                .toList();
        return new Entries(all.after(count), ConsPStack.from(left));
    }

    /** How many entries there are up to the last change among the first so many, itself included; 0 if there is none. */
    int lastChange(int count) {
        PStack<Integer> among = changesAmong(count);
        return among.isEmpty() ? 0 : among.get(0);
    }

    private PStack<Integer> changesAmong(int count) {
        PStack<Integer> among = changes;
        while (!among.isEmpty() && among.get(0) > count) {
            among = among.minus(0);
        }
        return among;
    }

    @Override
    public Entry get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Iterator<Entry> iterator() {
        return all.iterator();
    }
}
