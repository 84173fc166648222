package dev.quorate.runtime.wire;

import dev.quorate.core.Atom;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** Atoms as bytes: their names, of which none is empty. */
public final class Names {
    private Names() {}

    public static Encoder write(Encoder out, Atom atom) {
        return out.text(atom.name());
    }

    public static NodeId node(Decoder in) {
        return new NodeId(name(in));
    }

    public static Command command(Decoder in) {
        return new Command(name(in));
    }

    private static String name(Decoder in) {
        String name = in.text();
        in.check(!name.isEmpty(), "a name");
        return name;
    }
}
