package dev.quorate.runtime.disk;

import java.util.concurrent.atomic.LongAdder;

/** How often the disk was waited for. */
record Fsyncs(LongAdder adder) {
    Fsyncs() {
        this(new LongAdder());
    }

    void count() {
        adder.increment();
    }

    long sum() {
        return adder.sum();
    }
}
