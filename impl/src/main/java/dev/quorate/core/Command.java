package dev.quorate.core;

/** A client's command, opaque to the protocol that orders it: an element of the spec's constant {@code Command}. */
public record Command(String name) implements Atom {
    public Command {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a command needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
