package dev.quorate.runtime.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what an {@link Encoder} has written. The bytes may come from anybody: whatever they are, it reads no further than they
 * go, and takes no more memory than a small multiple of them.
 */
public final class Decoder {
    private final ByteBuffer bytes;

    /** Reads bytes from the buffer's position to its limit. */
    public Decoder(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    /** The bytes are not what was to be read. */
    public static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** What is wrong, in a sentence. */
        public MalformedException(String message) {
            super(message);
        }
    }

    public boolean bool() {
        long value = number();
        check(value == 0 || value == 1, "yes or no");
        return value == 1;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            check(bytes.hasRemaining(), "a number");
            byte next = bytes.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                check(shift < 63 || next <= 1, "a number of 64 bits");
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("a number of 64 bits");
    }

    /** A number that an int holds. */
    public int integer() {
        long value = number();
        check(value == (int) value, "a number of 32 bits");
        return (int) value;
    }

    /** A number that counts, or is an index, term or such. */
    public int natural() {
        int value = integer();
        check(value >= 0, "a number that is not negative");
        return value;
    }

    public String text() {
        int size = size();
        ByteBuffer utf8 = bytes.slice().limit(size);
        bytes.position(bytes.position() + size);
        if (isAscii(utf8)) {
            byte[] ascii = new byte[size];
            utf8.get(ascii);
            return new String(ascii, StandardCharsets.US_ASCII);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(utf8);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw malformed("a text in UTF-8");
        }
    }

    /** Whether a text is its bytes, as most are; it is read in a tenth of the time. */
    private static boolean isAscii(ByteBuffer text) {
        for (int i = 0; i < text.limit(); i++) {
            if (text.get(i) < 0) {
                return false;
            }
        }
        return true;
    }

    public <T> Optional<T> optional(Function<Decoder, T> decode) {
        return bool() ? Optional.of(decode.apply(this)) : Optional.empty();
    }

    public <T> List<T> all(Function<Decoder, T> decode) {
        int size = size();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(decode.apply(this));
        }
        return values;
    }

    /** One of these, by its place in the list. */
    public <T> T oneOf(List<T> values) {
        int i = natural();
        if (i >= values.size()) {
            throw malformed("one of " + values);
        }
        return values.get(i);
    }

    /** Whether there is more. */
    public boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** There must be no more. */
    public void end() {
        check(!bytes.hasRemaining(), "no more");
    }

    /** That something else was expected here. */
    public MalformedException malformed(String expected) {
        return new MalformedException("byte " + bytes.position() + " of " + bytes.limit() + ": expected " + expected);
    }

    /** How many of something follow, each of which takes a byte at least. */
    private int size() {
        int size = natural();
        check(size <= bytes.remaining(), "no more than fits");
        return size;
    }

    /**
     * That something which was read holds.
     *
     * @throws MalformedException if it does not: this was expected
     */
    public void check(boolean holds, String expected) {
        if (!holds) {
            throw malformed(expected);
        }
    }
}
