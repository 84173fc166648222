package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import java.util.Optional;

/** Who is let in: what a hello must say, and what a certificate must say to it. */
final class Admission {
    private Admission() {}

    /** The refusal, or nothing if there is none. The identity is there if, and only if, the connection is TLS. */
    static Optional<Refusal> check(Transport.Config here, Hello hello, Optional<Identity> identity) {
        if (!hello.cluster().equals(here.cluster())) {
            return refuse(
                    Refusal.Reason.CLUSTER,
                    "this is cluster " + Printable.name(here.cluster()) + ", the dialler's is "
                            + Printable.name(hello.cluster()));
        }
        boolean peer = hello.kind() == Hello.Kind.PEER;
        if ((peer || !hello.to().isEmpty()) && !hello.to().equals(here.self().name())) {
            return refuse(
                    Refusal.Reason.WRONG_NODE,
                    "this is node " + Printable.name(here.self().name()) + ", the dialler wants "
                            + Printable.name(hello.to()));
        }
        if ((peer || !hello.protocol().isEmpty()) && !hello.protocol().equals(here.protocol())) {
            return refuse(
                    Refusal.Reason.PROTOCOL,
                    "this node runs " + Printable.name(here.protocol()) + ", the dialler "
                            + Printable.name(hello.protocol()));
        }
        return peer ? checkPeer(here, hello, identity) : Optional.empty();
    }

    private static Optional<Refusal> checkPeer(Transport.Config here, Hello hello, Optional<Identity> identity) {
        if (hello.from().equals(here.self().name())) {
            return refuse(
                    Refusal.Reason.OWN_ID,
                    "the dialler calls itself " + Printable.name(hello.from()) + ", which is this node");
        } else if (hello.from().isEmpty() || !here.peers().containsKey(new NodeId(hello.from()))) {
            return refuse(
                    Refusal.Reason.UNKNOWN_PEER,
                    "the dialler calls itself " + Printable.name(hello.from()) + "; this node knows "
                            + Printable.of(here.peers().keySet().toString(), 100));
        } else if (identity.isPresent() && !identity.get().isNode(new NodeId(hello.from()))) {
            return refuse(
                    Refusal.Reason.CERTIFICATE,
                    "the dialler calls itself " + Printable.name(hello.from()) + ", but shows " + identity.get());
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Refusal.Reason reason, String text) {
        return Optional.of(new Refusal(reason, text));
    }
}
