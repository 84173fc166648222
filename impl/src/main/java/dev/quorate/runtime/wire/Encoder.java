package dev.quorate.runtime.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes values as bytes: whole numbers in groups of seven bits, the lowest first, and what may be negative in zigzag, so that
 * small ones are short; texts in UTF-8 after their length; collections after their size. {@link Decoder} reads them. Nothing
 * says what a value is: both sides know.
 */
public final class Encoder {
    private static final int START = 64;

    private byte[] bytes = new byte[START];
    private int length;

    /** Forgets all that was written. What it was written to is kept for the next, unless that was large. */
    public Encoder clear() {
        length = 0;
        if (bytes.length > 64 * 1024) {
            bytes = new byte[START];
        }
        return this;
    }

    public Encoder bool(boolean value) {
        return number(value ? 1 : 0);
    }

    public Encoder number(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    public Encoder text(String value) {
        if (isAscii(value)) {
            // Mostly, and then without a copy on the way.
            number(value.length());
            reserve(value.length());
            for (int i = 0; i < value.length(); i++) {
                bytes[length++] = (byte) value.charAt(i);
            }
            return this;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    public <T> Encoder optional(Optional<T> value, BiConsumer<Encoder, T> encode) {
        bool(value.isPresent());
        value.ifPresent(present -> encode.accept(this, present));
        return this;
    }

    public <T> Encoder all(Collection<T> values, BiConsumer<Encoder, T> encode) {
        number(values.size());
        for (T value : values) {
            encode.accept(this, value);
        }
        return this;
    }

    /** What was written, as a view that the next write makes wrong. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length + bytes.length / 2));
        }
    }
}
