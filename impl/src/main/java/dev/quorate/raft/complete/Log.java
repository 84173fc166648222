package dev.quorate.raft.complete;

import static dev.quorate.core.Sequences.subSeq;

import dev.quorate.core.Command;
import dev.quorate.core.PersistentList;
import dev.quorate.core.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A log whose first entries may have been replaced by a snapshot, after {@code specs/raft/CompactedLog.tla}; methods are that
 * module's operators, in its order. Indices count from 1 and do not shift. All copies share what they have in common.
 *
 * @param snapshot what stands for the first entries
 * @param entries those that follow it
 */
public record Log(Snapshot snapshot, List<Entry> entries) {
    public Log {
        entries = Entries.from(entries);
    }

    /** The index of the last entry. */
    public int lastIndex() {
        return snapshot.lastIndex() + entries.size();
    }

    /** The entry at an index that is not compacted. */
    public Entry entryAt(int index) {
        return entries.get(index - snapshot.lastIndex() - 1);
    }

    /** The term of the entry at an index, of which the snapshot's last is the first that is known. */
    public int termAt(int index) {
        return index == snapshot.lastIndex()
                ? snapshot.lastTerm()
                : entryAt(index).term();
    }

    /** The entries from one index to another, both included. */
    public List<Entry> entriesBetween(int from, int to) {
        return subSeq(entries, from - snapshot.lastIndex(), to - snapshot.lastIndex());
    }

    /** The commands of the state that the entries up to an index lead to, of which none before the snapshot's last. */
    public List<Command> stateAt(int index) {
        List<Command> following = new ArrayList<>();
        for (Entry entry : Entries.from(entries).first(index - snapshot.lastIndex())) {
            if (entry instanceof Entry.Client client) {
                following.add(client.command());
            }
        }
        return PersistentList.from(snapshot.state()).plusAll(following);
    }

    /** The index of the last change of the configuration that is not compacted; 0 if there is none. */
    public int lastChange(int index) {
        int change = Entries.from(entries).lastChange(index - snapshot.lastIndex());
        return change == 0 ? 0 : snapshot.lastIndex() + change;
    }

    /** The configuration that the entries up to an index leave in force. */
    public Configuration configurationAt(int index) {
        int change = lastChange(index);
        return change == 0 ? snapshot.configuration() : ((Entry.Change) entryAt(change)).configuration();
    }

    /** Whether it holds the entry that precedes what a leader sends. What is compacted is committed, so the leader has it, too. */
    public boolean agrees(int prevLogIndex, int prevLogTerm) {
        return prevLogIndex < snapshot.lastIndex()
                || (prevLogIndex <= lastIndex() && termAt(prevLogIndex) == prevLogTerm);
    }

    /** This log, which agrees with the leader's up to prevLogIndex, with what follows. What is compacted is there already. */
    public Log merge(int prevLogIndex, List<Entry> following) {
        int before = Math.max(prevLogIndex, snapshot.lastIndex());
        List<Entry> fresh = subSeq(following, before - prevLogIndex + 1, following.size());
        return fresh.equals(entriesBetween(before + 1, Math.min(before + fresh.size(), lastIndex())))
                ? this
                : new Log(
                        snapshot,
                        Entries.from(entries)
                                .first(before - snapshot.lastIndex())
                                .plusAll(fresh));
    }

    /**
     * This log with its entries up to an index replaced by a snapshot.
     *
     * @param condense may replace the commands of a state by fewer that lead to the same state; in the spec it changes nothing. It may
     *     know them without asking, and then they are not gathered
     */
    public Log compacted(int index, UnaryOperator<List<Command>> condense) {
        return new Log(
                new Snapshot(
                        index,
                        termAt(index),
                        condense.apply(Sequences.lazy(() -> stateAt(index))),
                        configurationAt(index)),
                after(index));
    }

    /** This log with a leader's snapshot in place of all that this covers; what follows it stays if it follows it here, too. */
    public Log installed(Snapshot leaders) {
        boolean follows = leaders.lastIndex() <= lastIndex() && agrees(leaders.lastIndex(), leaders.lastTerm());
        return new Log(leaders, follows ? after(leaders.lastIndex()) : List.of());
    }

    private List<Entry> after(int index) {
        return Entries.from(entries).after(index - snapshot.lastIndex());
    }

    Log plus(Entry entry) {
        return new Log(snapshot, Entries.from(entries).plus(entry));
    }
}
