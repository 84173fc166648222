package dev.quorate.conformance.history;

import java.util.List;
import java.util.Optional;

/** The models there are. */
public final class Models {
    /** All of them; one that knows fewer functions comes first. */
    public static final List<Model<?>> ALL = List.of(
            new RegisterModel(false),
            new RegisterModel(true),
            new KeyValueModel(),
            new ListModel(),
            new ConsensusModel());

    private Models() {}

    /** The model of this name. */
    public static Optional<Model<?>> named(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
