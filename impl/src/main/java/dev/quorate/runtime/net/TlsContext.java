package dev.quorate.runtime.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What {@link Tls} names, read: TLS 1.3 of the JDK, for both directions. */
final class TlsContext {
    /** How data is signed with a key of each algorithm, to see whether the key is the certificate's. */
    private static final Map<String, String> SIGNATURES =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

    private final SslContext server;
    private final SslContext client;
    private final Identity own;

    private TlsContext(SslContext server, SslContext client, Identity own) {
        this.server = server;
        this.client = client;
        this.own = own;
    }

    static TlsContext load(Tls files) throws IOException {
        List<X509Certificate> authority = certificates(files.authority());
        List<X509Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files.key());
        if (!matches(chain.get(0), key)) {
            throw new IOException(files.key() + ": not the key of the certificate " + files.certificate());
        }
        try {
            return new TlsContext(
                    SslContextBuilder.forServer(key, chain)
                            .trustManager(authority)
                            .clientAuth(ClientAuth.REQUIRE)
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3")
                            .build(),
                    // Whom we have dialled is said by the name in the certificate, not by the name of the machine.
                    SslContextBuilder.forClient()
                            .keyManager(key, chain)
                            .trustManager(authority)
                            .endpointIdentificationAlgorithm(null)
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3")
                            .build(),
                    Identity.of(chain.get(0)));
        } catch (SSLException e) {
            throw new IOException(files.certificate() + ": " + e.getMessage(), e);
        }
    }

    /** What this side's own certificate says. */
    Identity own() {
        return own;
    }

    SslHandler acceptor(Channel channel, Duration handshake) {
        return withTimeout(server.newHandler(channel.alloc()), handshake);
    }

    SslHandler dialler(Channel channel, Duration handshake) {
        return withTimeout(client.newHandler(channel.alloc()), handshake);
    }

    /** Who is at the other end of a channel; empty without TLS. */
    static Optional<Identity> identity(Channel channel) throws RefusedException {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = handler.engine().getSession().getPeerCertificates();
            return Optional.of(Identity.of((X509Certificate) chain[0]));
        } catch (SSLPeerUnverifiedException e) {
            throw new RefusedException(new Refusal(Refusal.Reason.CERTIFICATE, "no certificate was shown"));
        }
    }

    private static SslHandler withTimeout(SslHandler handler, Duration handshake) {
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException(file + ": holds no certificate");
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException e) {
            throw new IOException(file + ": holds no certificate that can be read: " + e.getMessage(), e);
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        try {
            return PemKey.read(Files.readString(file));
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    file + ": holds no private key that can be read (expected PEM, PKCS#8, not encrypted)", e);
        }
    }

    private static boolean matches(X509Certificate certificate, PrivateKey key) {
        try {
            byte[] data = {1, 2, 3};
            String algorithm = SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm());
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(data);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(data);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
