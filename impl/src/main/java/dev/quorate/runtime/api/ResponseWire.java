package dev.quorate.runtime.api;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.Status;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import java.util.List;

/** Responses as bytes. */
final class ResponseWire {
    private static final List<Response.Cause> CAUSES = List.of(Response.Cause.values());

    private enum Kind {
        APPLIED,
        VALUE,
        VALUES,
        WATCHING,
        CHANGED,
        COMPACTED,
        WATCH_ENDED,
        STANDING,
        BEGUN,
        NOT_LEADER,
        UNKNOWN,
        REFUSED
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    private enum AnswerKind {
        IGNORED,
        REGISTERED,
        DONE,
        OUTDATED,
        EXPIRED
    }

    private static final List<AnswerKind> ANSWERS = List.of(AnswerKind.values());

    private ResponseWire() {}

    static void write(Response response, Encoder out) {
        if (response instanceof Response.Applied applied) {
            write(applied.answer(), kind(out, KINDS, Kind.APPLIED));
        } else if (response instanceof Response.Value value) {
            kind(out, KINDS, Kind.VALUE).number(value.revision()).optional(value.value(), Encoder::text);
        } else if (response instanceof Response.Values values) {
            kind(out, KINDS, Kind.VALUES)
                    .number(values.revision())
                    .all(values.entries(), (o, entry) -> o.text(entry.key()).text(entry.value()))
                    .bool(values.more());
        } else if (response instanceof Response.Standing standing) {
            write(standing, kind(out, KINDS, Kind.STANDING));
        } else if (response instanceof Response.Begun) {
            kind(out, KINDS, Kind.BEGUN);
        } else if (response instanceof Response.NotLeader notLeader) {
            kind(out, KINDS, Kind.NOT_LEADER)
                    .optional(
                            notLeader.leader(),
                            (o, leader) -> o.text(leader.node().name()).text(leader.address()));
        } else if (response instanceof Response.Unknown unknown) {
            kind(out, KINDS, Kind.UNKNOWN).text(unknown.why());
        } else if (response instanceof Response.Refused refused) {
            kind(out, KINDS, Kind.REFUSED)
                    .number(CAUSES.indexOf(refused.cause()))
                    .text(refused.why());
        } else {
            writeWatch(response, out);
        }
    }

    private static void writeWatch(Response response, Encoder out) {
        if (response instanceof Response.Watching watching) {
            kind(out, KINDS, Kind.WATCHING).number(watching.revision());
        } else if (response instanceof Response.Changed changed) {
            Change change = changed.change();
            kind(out, KINDS, Kind.CHANGED)
                    .number(change.revision())
                    .text(change.key())
                    .optional(change.value(), Encoder::text);
        } else if (response instanceof Response.Compacted compacted) {
            kind(out, KINDS, Kind.COMPACTED).number(compacted.revision());
        } else if (response instanceof Response.WatchEnded ended) {
            kind(out, KINDS, Kind.WATCH_ENDED).number(ended.revision()).text(ended.why());
        }
    }

    private static <T> Encoder kind(Encoder out, List<T> kinds, T kind) {
        return out.number(kinds.indexOf(kind));
    }

    private static void write(Answer answer, Encoder out) {
        if (answer instanceof Answer.Ignored) {
            kind(out, ANSWERS, AnswerKind.IGNORED);
        } else if (answer instanceof Answer.Registered registered) {
            kind(out, ANSWERS, AnswerKind.REGISTERED).number(registered.session());
        } else if (answer instanceof Answer.Done done) {
            kind(out, ANSWERS, AnswerKind.DONE)
                    .number(done.index())
                    .bool(done.outcome().done())
                    .optional(done.outcome().value(), Encoder::text);
        } else if (answer instanceof Answer.Outdated) {
            kind(out, ANSWERS, AnswerKind.OUTDATED);
        } else if (answer instanceof Answer.Expired) {
            kind(out, ANSWERS, AnswerKind.EXPIRED);
        }
    }

    private static void write(Response.Standing standing, Encoder out) {
        Status status = standing.status();
        out.text(status.node().name()).text(status.protocol());
        out.optional(status.leader(), (o, leader) -> o.text(leader.name()));
        out.number(status.term()).number(status.lastIndex()).number(status.commitIndex());
        out.number(status.applied()).number(status.snapshotIndex());
        out.all(standing.connected(), (o, peer) -> o.text(peer.name())).text(standing.version());
    }

    static Response read(Decoder in) {
        return switch (in.oneOf(KINDS)) {
            case APPLIED -> new Response.Applied(answer(in));
            case VALUE -> new Response.Value(in.number(), in.optional(Decoder::text));
            case VALUES -> new Response.Values(in.number(), in.all(d -> new KeyValue(d.text(), d.text())), in.bool());
            case WATCHING -> new Response.Watching(in.number());
            case CHANGED -> new Response.Changed(new Change(in.number(), in.text(), in.optional(Decoder::text)));
            case COMPACTED -> new Response.Compacted(in.number());
            case WATCH_ENDED -> new Response.WatchEnded(in.number(), in.text());
            case STANDING -> standing(in);
            case BEGUN -> new Response.Begun();
            case NOT_LEADER -> new Response.NotLeader(in.optional(ResponseWire::member));
            case UNKNOWN -> new Response.Unknown(in.text());
            case REFUSED -> new Response.Refused(in.oneOf(CAUSES), in.text());
        };
    }

    private static Answer answer(Decoder in) {
        return switch (in.oneOf(ANSWERS)) {
            case IGNORED -> new Answer.Ignored();
            case REGISTERED -> new Answer.Registered(in.number());
            case DONE -> new Answer.Done(in.number(), new Outcome(in.bool(), in.optional(Decoder::text)));
            case OUTDATED -> new Answer.Outdated();
            case EXPIRED -> new Answer.Expired();
        };
    }

    private static Response.Standing standing(Decoder in) {
        Status status = new Status(
                new NodeId(in.text()),
                in.text(),
                in.optional(d -> new NodeId(d.text())),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer());
        return new Response.Standing(status, in.all(d -> new NodeId(d.text())), in.text());
    }

    private static Response.Member member(Decoder in) {
        return new Response.Member(new NodeId(in.text()), in.text());
    }
}
