package dev.quorate.peers.jraft;

import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A map. An entry of the log is KEY, a space, VALUE. */
final class KeyValueMachine extends StateMachineAdapter {
    private final Map<String, String> values = new ConcurrentHashMap<>();

    static ByteBuffer entry(Request request) {
        return ByteBuffer.wrap((request.key() + ' ' + request.value()).getBytes(StandardCharsets.US_ASCII));
    }

    String get(String key) {
        return values.getOrDefault(key, "");
    }

    @Override
    public void onApply(Iterator entries) {
        while (entries.hasNext()) {
            String entry = StandardCharsets.US_ASCII.decode(entries.getData()).toString();
            int space = entry.indexOf(' ');
            values.put(entry.substring(0, space), entry.substring(space + 1));
            if (entries.done() != null) {
                entries.done().run(Status.OK());
            }
            entries.next();
        }
    }
}
