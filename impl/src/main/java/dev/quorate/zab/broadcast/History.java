package dev.quorate.zab.broadcast;

import dev.quorate.core.Command;
import dev.quorate.core.PersistentList;
import dev.quorate.core.Sequences;
import dev.quorate.zab.Zxid;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The history of a server, to be read beside {@code specs/zab/Histories.tla}: transactions in the order of their zxids, of which
 * the first may have been compacted into a snapshot. They count from 1, and compaction moves none of them.
 *
 * @param snapshot what stands for the first transactions
 * @param transactions those that follow; a persistent list, whose copies share what they have in common
 */
public record History(Snapshot snapshot, List<Transaction> transactions) {
    /** The history of a server that has none. */
    public static final History EMPTY = new History(Snapshot.NONE, PersistentList.empty());

    public History {
        transactions = PersistentList.from(transactions);
    }

    /** A history of which nothing is compacted. */
    public static History of(List<Transaction> transactions) {
        return new History(Snapshot.NONE, transactions);
    }

    /** How many transactions it has, with those of its snapshot. */
    public int length() {
        return snapshot.lastIndex() + transactions.size();
    }

    /** The zxid of a transaction: one that is not compacted, or the last that is. */
    public Zxid zxidAt(int index) {
        return index == snapshot.lastIndex() ? snapshot.lastZxid() : at(index).zxid();
    }

    /** A transaction that is not compacted. */
    public Transaction at(int index) {
        return transactions.get(index - snapshot.lastIndex() - 1);
    }

    /** That of the last transaction, compacted or not. */
    public Zxid lastZxid() {
        return zxidAt(length());
    }

    /** How many transactions come no later than a zxid. Those of the snapshot are taken to. */
    public int countUpTo(Zxid zxid) {
        // Mostly it is a transaction of the last epoch, which are numbered one by one.
        int guess = length() - lastZxid().counter() + zxid.counter();
        if (guess > snapshot.lastIndex() && guess <= length() && zxidAt(guess).equals(zxid)) {
            return guess;
        }
        int least = snapshot.lastIndex();
        int most = length();
        while (least < most) {
            int middle = most - (most - least) / 2;
            if (zxid.precedes(zxidAt(middle))) {
                most = middle - 1;
            } else {
                least = middle;
            }
        }
        return least;
    }

    /** Can it tell what comes after a zxid? Not if that is compacted. */
    public boolean reachesBack(Zxid zxid) {
        return !zxid.precedes(snapshot.lastZxid());
    }

    /** The transactions after so many, all that are compacted among these. */
    public List<Transaction> after(int index) {
        return PersistentList.from(transactions).after(index - snapshot.lastIndex());
    }

    /** The history of so many transactions, all that are compacted among them. */
    public History upTo(int index) {
        return index == length()
                ? this
                : new History(snapshot, PersistentList.from(transactions).first(index - snapshot.lastIndex()));
    }

    /** With more transactions. */
    public History extended(List<Transaction> more) {
        return new History(snapshot, PersistentList.from(transactions).plusAll(more));
    }

    /**
     * The same history, its first transactions compacted, which are more than were before.
     *
     * @param condense makes fewer commands of those of a snapshot, that lead to the same state; the spec has them all. It may know them
     *     without asking, and then they are not gathered
     */
    public History compacted(int index, UnaryOperator<List<Command>> condense) {
        return new History(
                new Snapshot(index, zxidAt(index), condense.apply(Sequences.lazy(() -> stateAt(index)))), after(index));
    }

    private List<Command> stateAt(int index) {
        return PersistentList.from(snapshot.state())
                .plusAll(upTo(index).transactions().stream()
                        .map(Transaction::command)
                        .toList());
    }
}
