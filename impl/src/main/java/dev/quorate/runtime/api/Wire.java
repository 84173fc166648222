package dev.quorate.runtime.api;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import dev.quorate.runtime.wire.Encoder;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Requests and responses as bytes: the number of the request, the kind, and its fields in their order. Whatever bytes are read,
 * {@link MalformedException} is the only thing that is thrown.
 */
public final class Wire {
    private static final List<Freshness> FRESHNESS = List.of(Freshness.values());

    private enum Asked {
        SUBMIT,
        GET,
        RANGE,
        WATCH,
        UNWATCH,
        STATUS,
        TRANSFER
    }

    private static final List<Asked> ASKED = List.of(Asked.values());

    private enum KeysKind {
        ONE,
        PREFIX,
        BETWEEN
    }

    private static final List<KeysKind> KEYS = List.of(KeysKind.values());

    private Wire() {}

    /** A request with its number. */
    public record Numbered<T>(long number, T message) {}

    /** A request as bytes. */
    public static byte[] write(long number, Request request) {
        Encoder out = new Encoder().number(number);
        if (request instanceof Request.Submit submit) {
            kind(out, ASKED, Asked.SUBMIT).text(submit.command().name());
        } else if (request instanceof Request.Get get) {
            kind(out, ASKED, Asked.GET).text(get.key()).number(FRESHNESS.indexOf(get.freshness()));
        } else if (request instanceof Request.Range range) {
            keys(kind(out, ASKED, Asked.RANGE), range.keys())
                    .number(range.limit())
                    .number(FRESHNESS.indexOf(range.freshness()));
        } else if (request instanceof Request.Watch watch) {
            keys(kind(out, ASKED, Asked.WATCH), watch.keys()).number(watch.after());
        } else if (request instanceof Request.Unwatch unwatch) {
            kind(out, ASKED, Asked.UNWATCH).number(unwatch.watch());
        } else if (request instanceof Request.Status) {
            kind(out, ASKED, Asked.STATUS);
        } else if (request instanceof Request.Transfer transfer) {
            kind(out, ASKED, Asked.TRANSFER).text(transfer.to().name());
        }
        return out.toBytes();
    }

    private static <T> Encoder kind(Encoder out, List<T> kinds, T kind) {
        return out.number(kinds.indexOf(kind));
    }

    private static Encoder keys(Encoder out, Keys keys) {
        if (keys instanceof Keys.One one) {
            return kind(out, KEYS, KeysKind.ONE).text(one.key());
        } else if (keys instanceof Keys.Prefix prefix) {
            return kind(out, KEYS, KeysKind.PREFIX).text(prefix.prefix());
        }
        Keys.Between between = (Keys.Between) keys;
        return kind(out, KEYS, KeysKind.BETWEEN).text(between.from()).text(between.to());
    }

    /** What a client has sent. */
    public static Numbered<Request> request(byte[] bytes) {
        Decoder in = new Decoder(ByteBuffer.wrap(bytes));
        try {
            long number = in.number();
            Request request = switch (in.oneOf(ASKED)) {
                case SUBMIT -> new Request.Submit(new Command(in.text()));
                case GET -> new Request.Get(in.text(), in.oneOf(FRESHNESS));
                case RANGE -> new Request.Range(keys(in), in.integer(), in.oneOf(FRESHNESS));
                case WATCH -> new Request.Watch(keys(in), in.number());
                case UNWATCH -> new Request.Unwatch(in.number());
                case STATUS -> new Request.Status();
                case TRANSFER -> new Request.Transfer(new NodeId(in.text()));
            };
            in.end();
            return new Numbered<>(number, request);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage());
        }
    }

    private static Keys keys(Decoder in) {
        return switch (in.oneOf(KEYS)) {
            case ONE -> new Keys.One(in.text());
            case PREFIX -> new Keys.Prefix(in.text());
            case BETWEEN -> new Keys.Between(in.text(), in.text());
        };
    }

    /** A response as bytes. */
    public static byte[] write(long number, Response response) {
        Encoder out = new Encoder().number(number);
        ResponseWire.write(response, out);
        return out.toBytes();
    }

    /** What a server has sent. */
    public static Numbered<Response> response(byte[] bytes) {
        Decoder in = new Decoder(ByteBuffer.wrap(bytes));
        try {
            long number = in.number();
            Response response = ResponseWire.read(in);
            in.end();
            return new Numbered<>(number, response);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage());
        }
    }
}
