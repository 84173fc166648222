package dev.quorate.runtime.server;

import dev.quorate.kv.State;
import dev.quorate.runtime.api.Bounds;
import dev.quorate.runtime.api.KeyValue;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keys hold in a state. */
final class Reads {
    private Reads() {}

    static Response get(State state, String key) {
        return new Response.Value(
                state.applied(), Optional.ofNullable(state.store().values().get(key)));
    }

    /** So many keys at most, and fewer if they would not fit into a frame. */
    static Response range(State state, Keys keys, int limit) {
        List<KeyValue> found = new ArrayList<>();
        int characters = 0;
        boolean more = false;
        for (Map.Entry<String, String> one :
                state.store().values().tailMap(keys.first(), true).entrySet()) {
            if (!keys.contains(one.getKey())) {
                break;
            }
            more = found.size() == limit || characters > Bounds.MAX_RANGE_CHARACTERS;
            if (more) {
                break;
            }
            found.add(new KeyValue(one.getKey(), one.getValue()));
            characters += one.getKey().length() + one.getValue().length();
        }
        return new Response.Values(state.applied(), found, more);
    }
}
