package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code certificates} leaves in its folder, and what it says when it cannot. */
class CertificatesCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aClusterAndItsClientHaveWhatTheyNeed() throws IOException {
        certificates("1", "2", "client").assertEnds(0, "certificates: 3 in " + out());
        assertEquals(8, files(), "an authority, two nodes and a client have a certificate and a key each");
        certificates("--days", "-1", "3").assertEnds(0, "certificates: 1 in " + out());
        assertEquals(10, files());
    }

    @Test
    void badInputIsOneMessageAndLeavesNothing() throws IOException {
        certificates("1", "a/b").assertEnds(2, "a certificate cannot be called 'a/b'");
        certificates("--days", "0", "1").assertEnds(2, "--days 0: expected 1 to 36500");
        certificates().assertEnds(2, "NAME");
        assertFalse(Files.exists(out()), "bad input has left files");
        certificates("1").assertEnds(0, "certificates: 1");
        certificates("2", "1").assertEnds(2, "1.pem exists; remove it, or use another folder");
        assertEquals(4, files(), "the certificate before the one that was refused");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(out())) {
            return files.count();
        }
    }

    private Run certificates(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "certificates";
        all[1] = "--out";
        all[2] = out().toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Run.of(all);
    }
}
