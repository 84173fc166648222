package dev.quorate.runtime.disk;

/**
 * Whose data a folder holds. A node that starts on another's folder would speak with the other's votes.
 *
 * @param cluster the cluster's name
 * @param node the node's name within it
 * @param protocol what the records say something to
 */
public record Identity(String cluster, String node, String protocol) {
    private static final int MAX_CHARACTERS = 200;

    /** Each is one line of some length. */
    public Identity {
        check("cluster", cluster);
        check("node", node);
        check("protocol", protocol);
    }

    private static void check(String what, String name) {
        if (name.isBlank()
                || !name.equals(name.strip())
                || name.length() > MAX_CHARACTERS
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of the " + what + " should be one line of 1 to "
                    + MAX_CHARACTERS + " characters, without space around it; found '" + name + "'");
        }
    }
}
