package dev.quorate.conformance.cli;

import java.util.function.Consumer;

/** A command that can decide a claim. */
interface Decides {
    /** What it finds, in a few words that do not change from run to run; nothing is printed. */
    String find(Consumer<String> progress);
}
