package dev.quorate.conformance.simulation;

import java.util.PriorityQueue;

/** What will happen, in the order of virtual time; what is due at one time happens in the order in which it was put down. */
public final class Agenda {
    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long now;
    private long count;

    private record Item(long time, long number, Runnable action) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(number, other.number);
        }
    }

    /** Virtual time, in microseconds. */
    public long now() {
        return now;
    }

    /** Puts down something that is due after so many microseconds. */
    public void in(long micros, Runnable action) {
        items.add(new Item(now + micros, count++, action));
    }

    /** Makes the next thing happen; false if there is none. */
    public boolean next() {
        Item item = items.poll();
        if (item == null) {
            return false;
        }
        now = item.time;
        item.action.run();
        return true;
    }
}
