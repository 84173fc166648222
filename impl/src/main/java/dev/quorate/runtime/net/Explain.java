package dev.quorate.runtime.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong with a connection, in a line that a person can act on. */
final class Explain {
    private static final int CHARACTERS = 250;
    private static final int CAUSES = 20;

    private Explain() {}

    static String of(Throwable failure) {
        if (find(failure, NotSslRecordException.class).isPresent()) {
            return "the other side does not speak TLS";
        } else if (find(failure, SSLException.class).isPresent()) {
            return ofTls(failure);
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

    private static String ofTls(Throwable failure) {
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
        if (message.contains("certificate_expired")) {
            return "TLS: the other side says that this side's certificate has expired";
        } else if (message.contains("certificate_unknown") || message.contains("unknown_ca")) {
            return "TLS: the other side says that this side's certificate is not one of its authority";
        } else if (message.contains("bad_certificate")) {
            return "TLS: the other side does not take this side's certificate";
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
