package dev.quorate.runtime.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.runtime.certificates.TestAuthority.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files an authority makes, and what is in them. */
class TestAuthorityTest {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    @TempDir
    private Path folder;

    @Test
    void theFilesAreThereAndKeysAreTheirOwners() throws IOException {
        TestAuthority authority = TestAuthority.in(folder.resolve("new"), Validity.days(10));
        authority.issue("1", Role.NODE, Validity.days(10));
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            Set<String> names =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            assertEquals("[1.key, 1.pem, ca.key, ca.pem]", names.toString());
        }
        for (String key : List.of("1.key", "ca.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("new").resolve(key))));
        }
    }

    @Test
    void aNodeIsAServerAndAClientAndAClientIsAClient() throws IOException, GeneralSecurityException {
        TestAuthority authority = TestAuthority.in(folder, Validity.days(10));
        authority.issue("n1", Role.NODE, Validity.days(10));
        authority.issue("client", Role.CLIENT, Validity.days(10));
        X509Certificate node = read("n1");
        assertEquals("CN=n1", node.getSubjectX500Principal().getName());
        assertEquals(List.of(SERVER_AUTH, CLIENT_AUTH), node.getExtendedKeyUsage());
        assertEquals(List.of(CLIENT_AUTH), read("client").getExtendedKeyUsage());
        node.verify(read("ca").getPublicKey());
        node.checkValidity();
    }

    @Test
    void anAuthorityGoesOnWhereItWasAndOverwritesNothing() throws IOException, GeneralSecurityException {
        TestAuthority.in(folder, Validity.days(10)).issue("1", Role.NODE, Validity.days(10));
        TestAuthority again = TestAuthority.in(folder, Validity.days(10));
        again.issue("2", Role.NODE, Validity.days(10));
        read("1").verify(read("ca").getPublicKey());
        read("2").verify(read("ca").getPublicKey());
        IOException there = assertThrows(IOException.class, () -> again.issue("1", Role.NODE, Validity.days(10)));
        assertEquals(folder.resolve("1.pem") + " exists; remove it, or use another folder", there.getMessage());
    }

    @Test
    void aCertificateCanBeOneThatHasExpired() throws IOException {
        TestAuthority authority = TestAuthority.in(folder, Validity.days(10));
        authority.issue("old", Role.NODE, Validity.days(-3));
        X509Certificate old = read("old");
        assertThrows(CertificateExpiredException.class, old::checkValidity);
    }

    @Test
    void aNameIsNoPath() throws IOException {
        TestAuthority authority = TestAuthority.in(folder, Validity.days(10));
        for (String bad : List.of("", "ca", "../x", "a/b", ".x", "a b", "x".repeat(64))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> authority.issue(bad, Role.NODE, Validity.days(1)), bad);
            assertTrue(refused.getMessage().contains("cannot be called"), refused.getMessage());
        }
    }

    @Test
    void halfAnAuthorityIsNotReplaced() throws IOException {
        TestAuthority.in(folder, Validity.days(10));
        Files.delete(folder.resolve("ca.key"));
        IOException half = assertThrows(IOException.class, () -> TestAuthority.in(folder, Validity.days(10)));
        assertTrue(half.getMessage().contains("ca.pem exists"), half.getMessage());
    }

    private X509Certificate read(String name) throws IOException {
        return Pem.readCertificate(TestAuthority.certificate(folder, name));
    }
}
