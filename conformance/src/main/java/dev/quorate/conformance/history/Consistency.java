package dev.quorate.conformance.history;

/** What a history is held against. */
public enum Consistency {
    /** Each operation takes effect at one moment between its call and its return. */
    LINEARIZABLE("linearizable"),
    /** Each takes effect in the order of the versions that responses carry; see {@link Sequential}. */
    SEQUENTIAL("sequentially consistent");

    private final String adjective;

    Consistency(String adjective) {
        this.adjective = adjective;
    }

    /** What a history is that passes, in words. */
    public String adjective() {
        return adjective;
    }
}
