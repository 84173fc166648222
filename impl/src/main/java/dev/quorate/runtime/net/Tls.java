package dev.quorate.runtime.net;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Mutual TLS: both sides show a certificate of one authority. All three are PEM files.
 *
 * <p>A node's certificate has the node's id as common name or DNS name, and the extended key usages serverAuth and clientAuth; a
 * client's has clientAuth. {@code quorate certificates} makes such files for a trial.
 *
 * @param authority the certificate of the authority, or several
 * @param certificate this side's certificate, followed by those between it and the authority, if any
 * @param key its private key, PKCS#8, not encrypted
 */
public record Tls(Path authority, Path certificate, Path key) {
    /** Reads and checks the files; the message of a failure names the file and says what is wrong with it. */
    TlsContext load() throws IOException {
        return TlsContext.load(this);
    }
}
