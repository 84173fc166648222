package dev.quorate.core;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.Stream;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A log as a value: an immutable list whose copies share what they have in common, for appending at its end and dropping at either.
 * A balanced tree of single entries has an entry's path of twenty nodes made anew by each append, which was a quarter of what a
 * server allocated. This is such a tree of blocks, and a last block that is not full: an append copies that block.
 *
 * @param <T> its elements, none of which is null
 */
public final class PersistentList<T> extends AbstractList<T> implements RandomAccess {
    private static final int BLOCK = 32;
    private static final PersistentList<?> EMPTY = new PersistentList<>(TreePVector.empty(), 0, new Object[0]);

    /** All of them full. */
    private final PVector<Object[]> blocks;

    /** How many elements at the beginning of the first block are none of this list. */
    private final int skipped;

    /** What follows the blocks, less than one. */
    private final Object[] last;

    private PersistentList(PVector<Object[]> blocks, int skipped, Object[] last) {
        this.blocks = blocks;
        this.skipped = skipped;
        this.last = last;
    }

    /** The list of nothing. */
    @SuppressWarnings("unchecked")
    public static <T> PersistentList<T> empty() {
        return (PersistentList<T>) EMPTY;
    }

    /** These elements; no copy if they are such a list. */
    public static <T> PersistentList<T> from(List<T> list) {
        return list instanceof PersistentList<T> already
                ? already
                : PersistentList.<T>empty().plusAll(list);
    }

    @Override
    public int size() {
        return blocks.size() * BLOCK - skipped + last.length;
    }

    @Override
    public T get(int index) {
        int at = Objects.checkIndex(index, size()) + skipped;
        return element(block(at / BLOCK), at % BLOCK);
    }

    private Object[] block(int number) {
        return number == blocks.size() ? last : blocks.get(number);
    }

    @SuppressWarnings("unchecked")
    private T element(Object[] block, int index) {
        return (T) block[index];
    }

    /** With one more at the end. */
    public PersistentList<T> plus(T element) {
        Object[] more = Arrays.copyOf(last, last.length + 1);
        more[last.length] = Objects.requireNonNull(element);
        return more.length < BLOCK
                ? new PersistentList<>(blocks, skipped, more)
                : new PersistentList<>(blocks.plus(more), skipped, EMPTY.last);
    }

    /** With these at the end. */
    public PersistentList<T> plusAll(Collection<? extends T> elements) {
        PVector<Object[]> full = blocks;
        Object[] block = Arrays.copyOf(last, BLOCK);
        int length = last.length;
        for (T element : elements) {
            block[length++] = Objects.requireNonNull(element);
            if (length == BLOCK) {
                full = full.plus(block);
                block = new Object[BLOCK];
                length = 0;
            }
        }
        return new PersistentList<>(full, skipped, Arrays.copyOf(block, length));
    }

    /** With another in place of one. */
    public PersistentList<T> with(int index, T element) {
        int at = Objects.checkIndex(index, size()) + skipped;
        int number = at / BLOCK;
        Object[] block = block(number).clone();
        block[at % BLOCK] = Objects.requireNonNull(element);
        return number == blocks.size()
                ? new PersistentList<>(blocks, skipped, block)
                : new PersistentList<>(blocks.with(number, block), skipped, last);
    }

    /** The first ones, so many. */
    public PersistentList<T> first(int count) {
        int size = size();
        if (Objects.checkIndex(count, size + 1) == size) {
            return this;
        }
        int end = count + skipped;
        int full = end / BLOCK;
        return of(between(blocks, 0, full), skipped, Arrays.copyOf(block(full), end % BLOCK));
    }

    /** Those that follow the first so many. */
    public PersistentList<T> after(int count) {
        if (Objects.checkIndex(count, size() + 1) == 0) {
            return this;
        }
        int begin = count + skipped;
        return of(between(blocks, begin / BLOCK, blocks.size()), begin % BLOCK, last);
    }

    /** What is skipped is at the beginning of a block, if there is one, and else of what is last. */
    private static <T> PersistentList<T> of(PVector<Object[]> blocks, int skipped, Object[] last) {
        return blocks.isEmpty()
                ? new PersistentList<>(blocks, 0, Arrays.copyOfRange(last, skipped, last.length))
                : new PersistentList<>(blocks, skipped, last);
    }

    /** Leaves out one by one, or takes one by one, whichever are fewer. */
    private static PVector<Object[]> between(PVector<Object[]> blocks, int from, int to) {
        PVector<Object[]> some = blocks;
        if (to - from > blocks.size() / 2) {
            while (some.size() > to) {
                some = some.minus(some.size() - 1);
            }
            while (some.size() > to - from) {
                some = some.minus(0);
            }
            return some;
        }
        some = TreePVector.empty();
        for (int i = from; i < to; i++) {
            some = some.plus(blocks.get(i));
        }
        return some;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Iterator<T> iterator() {
        return (Iterator<T>) Stream.concat(blocks.stream(), Stream.<Object[]>of(last))
                .flatMap(Arrays::stream)
                .skip(skipped)
                .iterator();
    }
}
