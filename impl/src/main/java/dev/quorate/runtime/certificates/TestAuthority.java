package dev.quorate.runtime.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for tests and trials: {@code ca.pem}, {@code ca.key} in a folder, and beside them a certificate and a key
 * for each node and client. Its own key lies in the folder, readable by its owner only: good for a trial, not for a cluster that
 * matters. Keys are of the curve P-256.
 *
 * <p>A node's certificate has the node's name as common name and DNS name, and is for servers and clients; a client's is for clients
 * only. That difference, not the name, is what keeps a client from posing as a node.
 */
public final class TestAuthority {
    private static final String NAME = "ca";
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,62}");
    private static final int SERIAL_BITS = 100;

    private final Path folder;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random;

    /** From when to when a certificate is valid. */
    public record Validity(Instant from, Instant until) {
        public Validity {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("a certificate is valid for some time");
            }
        }

        /** So many days from now; if negative, until so many days ago. From an hour before, since clocks differ. */
        public static Validity days(int days) {
            Instant until = Instant.now().plus(days, ChronoUnit.DAYS);
            Instant now = Instant.now().minus(1, ChronoUnit.HOURS);
            return new Validity(days > 0 ? now : until.minus(1, ChronoUnit.DAYS), until);
        }
    }

    private TestAuthority(Path folder, X509Certificate certificate, PrivateKey key, SecureRandom random) {
        this.folder = folder;
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    /** The authority whose files are in the folder; if there are none, a new one, and the folder if need be. */
    public static TestAuthority in(Path folder, Validity validity) throws IOException {
        if (Files.exists(certificate(folder, NAME)) && Files.exists(key(folder, NAME))) {
            return new TestAuthority(
                    folder,
                    Pem.readCertificate(certificate(folder, NAME)),
                    Pem.readKey(key(folder, NAME)),
                    new SecureRandom());
        }
        checkAbsent(folder, NAME);
        Files.createDirectories(folder);
        SecureRandom random = new SecureRandom();
        KeyPair keys = newKeys(random);
        X500Name name = name("quorate test authority");
        try {
            X509v3CertificateBuilder builder = builder(name, name, keys, validity, random)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            X509Certificate certificate = sign(builder, keys.getPrivate());
            write(folder, NAME, certificate, keys);
            return new TestAuthority(folder, certificate, keys.getPrivate(), random);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the authority's certificate cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Makes {@code NAME.pem} and {@code NAME.key}.
     *
     * @throws IllegalArgumentException if the name is none for a file and a certificate
     * @throws IOException if there are such files already, or they cannot be written; the message says which
     */
    public void issue(String name, Role role, Validity validity) throws IOException {
        checkName(name);
        checkAbsent(name);
        KeyPair keys = newKeys(random);
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        KeyPurposeId[] purposes = role == Role.NODE
                ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}
                : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
        try {
            X509v3CertificateBuilder builder = builder(issuer, name(name), keys, validity, random)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            write(folder, name, sign(builder, key), keys);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificate of " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** That a name is fit for a file and a certificate, and not the authority's. */
    public static void checkName(String name) {
        if (!NAMES.matcher(name).matches() || name.equals(NAME)) {
            throw new IllegalArgumentException("a certificate cannot be called '" + name
                    + "': expected 1 to 63 letters, digits, '.', '_' or '-', and not '" + NAME + "'");
        }
    }

    /** That there are no files of that name. */
    public void checkAbsent(String name) throws IOException {
        checkAbsent(folder, name);
    }

    private static void checkAbsent(Path folder, String name) throws IOException {
        for (Path file : new Path[] {certificate(folder, name), key(folder, name)}) {
            if (Files.exists(file)) {
                throw new IOException(file + " exists; remove it, or use another folder");
            }
        }
    }

    /** The file of a certificate; the authority's is that of {@code ca}. */
    public static Path certificate(Path folder, String name) {
        return folder.resolve(name + ".pem");
    }

    /** The file of a private key. */
    public static Path key(Path folder, String name) {
        return folder.resolve(name + ".key");
    }

    private static KeyPair newKeys(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Validity validity, SecureRandom random) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static void write(Path folder, String name, X509Certificate certificate, KeyPair keys)
            throws IOException, GeneralSecurityException {
        Pem.write(key(folder, name), "PRIVATE KEY", keys.getPrivate().getEncoded(), true);
        Pem.write(certificate(folder, name), "CERTIFICATE", certificate.getEncoded(), false);
    }
}
