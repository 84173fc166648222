package dev.quorate.runtime.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong with a connection, in a line that a person can act on. */
final class Explain {
    private static final int CHARACTERS = 250;
    private static final int CAUSES = 20;
    private static final List<String> ALERTS = List.of(
            "certificate_expired", "certificate_unknown", "unknown_ca", "bad_certificate", "certificate_revoked");

    private Explain() {}

    /** Whether it is no failure of the network, but a fault of whoever handled what the network brought. */
    static boolean isFault(Throwable failure) {
        return !(failure instanceof IOException) && !(failure instanceof CodecException);
    }

    /** Of a connection that is established, or has no TLS. */
    static String of(Throwable failure) {
        return of(failure, Optional.empty());
    }

    /** Of a connection that is being made, maybe with TLS. */
    static String of(Throwable failure, Optional<TlsContext> tls) {
        if (find(failure, NotSslRecordException.class).isPresent()) {
            return "the other side does not speak TLS";
        } else if (tls.isPresent() && find(failure, SSLException.class).isPresent()) {
            return ofTls(failure, tls.get().own());
        } else if (failure instanceof UnknownHostException) {
            return "no address is known for its name";
        } else if (failure instanceof ConnectTimeoutException) {
            return "no answer";
        } else if (failure instanceof ConnectException) {
            return "nobody listens there";
        } else if (failure instanceof ClosedChannelException) {
            return "the connection was closed";
        } else if (failure instanceof IOException && failure.getMessage() != null) {
            return Printable.of(failure.getMessage(), CHARACTERS);
        }
        return Printable.of(failure.toString(), CHARACTERS);
    }

    private static String ofTls(Throwable failure, Identity own) {
        Optional<CertPathValidatorException> path = find(failure, CertPathValidatorException.class);
        if (find(failure, CertificateExpiredException.class).isPresent()) {
            return "TLS: the other side's certificate has expired";
        } else if (find(failure, CertificateNotYetValidException.class).isPresent()) {
            return "TLS: the other side's certificate is not valid yet; or a clock is wrong";
        } else if (path.isPresent()
                || find(failure, CertPathBuilderException.class).isPresent()) {
            return "TLS: the other side's certificate is not one of this side's authority";
        }
        String message =
                String.valueOf(find(failure, SSLException.class).orElseThrow().getMessage());
        // Which of these alerts is sent depends on the Java at the other side: an expired certificate may be an unknown
        // one.
        if (ALERTS.stream().anyMatch(message::contains)) {
            return own.until().isBefore(Instant.now())
                    ? "TLS: the other side does not take this side's certificate, which has expired on " + own.until()
                    : "TLS: the other side does not take this side's certificate";
        }
        return "TLS: " + Printable.of(message, CHARACTERS).toLowerCase(Locale.ROOT);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
