package dev.quorate.runtime.disk;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

public final class Storage {
    public Optional<byte[]> checkpoint() {
        return Optional.empty();
    }

    public void replay(Consumer<ByteBuffer> record) {}

    public void append(ByteBuffer record) {}

    public void sync() {}

    public long position() {
        return 0;
    }

    public long roll() {
        return 0;
    }

    public void saveCheckpoint(long position, byte[] bytes) {}
}
