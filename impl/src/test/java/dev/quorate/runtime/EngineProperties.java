package dev.quorate.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Of all engines, in random runs. Takes about ten seconds. */
class EngineProperties {
    private static final Map<Engines, Map<String, Integer>> COUNTS = new TreeMap<>();

    @Property(tries = 60)
    void whatIsOnDiskIsWhatRestartKeepsAndMessagesArriveAsTheyWereSent(@ForAll Engines engines, @ForAll Random random) {
        Cores<?, ?, ?> cores = new Cores<>(engines, random);
        cores.run(1000);
        Map<String, Integer> sum = COUNTS.computeIfAbsent(engines, e -> new TreeMap<>());
        cores.counts().forEach((what, count) -> sum.merge(what, count, Integer::sum));
    }

    @Property(tries = 3000)
    void bytesFromAnybodyAreReadOrRefused(@ForAll Engines engines, @ForAll byte[] bytes) {
        Engine<?, ?, ?> engine = engines.small(() -> 0, commands -> commands);
        refusedAtMost(() -> engine.codec().decode(new Decoder(ByteBuffer.wrap(bytes))));
        refusedAtMost(() -> replay(engine, bytes));
        refusedAtMost(() -> engine.codec().restore(Engines.NODES.get(0), new Decoder(ByteBuffer.wrap(bytes))));
    }

    private static <S, E, M> void replay(Engine<S, E, M> engine, byte[] bytes) {
        NodeId node = Engines.NODES.get(0);
        engine.codec().replay(node, engine.protocol().initial(node), new Decoder(ByteBuffer.wrap(bytes)));
    }

    private static void refusedAtMost(Runnable read) {
        try {
            read.run();
        } catch (MalformedException | IllegalArgumentException e) {
            assertTrue(!e.getMessage().isEmpty(), "who is refused is told why");
        }
    }

    /** The runs above say nothing if nothing happens in them. */
    @AfterContainer
    static void theRunsWereWorthIt() {
        COUNTS.forEach((engines, counts) -> {
            List<String> expected = List.of(
                    "leaders",
                    "commits",
                    "compactions",
                    "restarts",
                    "reads begun",
                    "messages lost",
                    "malformed",
                    "snapshots taken over");
            for (String what : expected) {
                assertTrue(counts.getOrDefault(what, 0) > 0, () -> engines + ": no " + what + " in " + counts);
            }
        });
    }
}
