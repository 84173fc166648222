package dev.quorate.core;

/** The name of a node of the cluster: an element of the spec's constant {@code Node}. */
public record NodeId(String name) implements Atom, Comparable<NodeId> {
    public NodeId {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a node needs a name");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
