package dev.quorate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A persistent list is a list, whatever is done with it, and what it was made of stays as it was. */
class PersistentListProperties {
    /**
     * Something that is done.
     *
     * @param what which of five
     * @param part of the list's length, from 0 to 1
     * @param amount of new elements
     */
    private record Change(int what, double part, int amount) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        // Mostly nearly the whole list, so that lists get long.
                        Arbitraries.oneOf(
                                Arbitraries.doubles().between(0.9, 1),
                                Arbitraries.doubles().between(0, 1)),
                        Arbitraries.integers().between(0, 100))
                .as(Change::new)
                .list()
                .ofMaxSize(60);
    }

    private static PersistentList<Integer> apply(
            PersistentList<Integer> list, List<Integer> model, Change change, int n) {
        int count = (int) Math.round(change.part() * model.size());
        switch (change.what()) {
            case 0 -> {
                model.add(n);
                return list.plus(n);
            }
            case 1 -> {
                List<Integer> more =
                        IntStream.range(n, n + change.amount()).boxed().toList();
                model.addAll(more);
                return list.plusAll(more);
            }
            case 2 -> {
                model.subList(count, model.size()).clear();
                return list.first(count);
            }
            case 3 -> {
                model.subList(0, model.size() - count).clear();
                return list.after(list.size() - count);
            }
            default -> {
                if (count == model.size()) {
                    return list;
                }
                model.set(count, n);
                return list.with(count, n);
            }
        }
    }

    @Property(tries = 2000)
    void itIsAsAListIs(@ForAll("changes") List<Change> changes) {
        List<List<Integer>> models = new ArrayList<>(List.of(List.of()));
        List<PersistentList<Integer>> lists = new ArrayList<>(List.of(PersistentList.empty()));
        List<Integer> model = new ArrayList<>();
        for (Change change : changes) {
            lists.add(apply(lists.get(lists.size() - 1), model, change, 1000 * lists.size()));
            models.add(List.copyOf(model));
        }
        for (int i = 0; i < lists.size(); i++) {
            PersistentList<Integer> list = lists.get(i);
            assertEquals(models.get(i), list, "by its iterator");
            assertEquals(models.get(i).hashCode(), list.hashCode());
            assertEquals(
                    models.get(i),
                    IntStream.range(0, list.size()).mapToObj(list::get).toList(),
                    "by its indices");
        }
    }

    @Example
    void whatIsNotThereIsRefused() {
        PersistentList<Integer> three = PersistentList.from(List.of(1, 2, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> three.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> three.get(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> three.with(3, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> three.first(4));
        assertThrows(IndexOutOfBoundsException.class, () -> three.after(4));
        assertThrows(NullPointerException.class, () -> three.plus(null));
        assertThrows(UnsupportedOperationException.class, () -> three.add(4));
        assertEquals(List.of(), three.after(3));
    }
}
