package dev.quorate.conformance.history;

/** How a history is written down. */
public enum Format {
    /** Jepsen's EDN: a map for each event, one after the other, or all in one vector. */
    EDN,
    /** What Jepsen logs: a line for each event, among others. */
    LOG,
    /** An object of JSON for each event, one a line. */
    JSON;

    /** The format that a text is in, told from how it begins; it must not be blank. */
    static Format of(String beginning) {
        String text = beginning.stripLeading();
        char first = text.charAt(0);
        if (first == '{') {
            String inside = text.substring(1).stripLeading();
            return inside.startsWith("\"") || inside.startsWith("}") ? JSON : EDN;
        }
        return first == '[' || first == '#' || first == ';' ? EDN : LOG;
    }
}
