package dev.quorate.runtime.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The file that says whose data a folder holds: lines that can be read, with a checksum.
 *
 * @param secret what is mixed into the checksums of all other files
 */
record IdentityFile(Identity identity, long secret) {
    private static final int MAX_BYTES = 4096;
    private static final Pattern FIRST_LINE = Pattern.compile("quorate data folder, format ([0-9]{1,9})");
    private static final Pattern WHOLE = Pattern.compile("(" + FIRST_LINE.pattern()
            + "\ncluster (.+)\nnode (.+)\nprotocol (.+)\nsecret ([0-9a-f]{16})\n)crc32c ([0-9a-f]{8})\n");

    ByteBuffer text() {
        String text = String.format(
                Locale.ROOT,
                "quorate data folder, format %d%ncluster %s%nnode %s%nprotocol %s%nsecret %016x%n".replace("%n", "\n"),
                FileHeader.VERSION,
                identity.cluster(),
                identity.node(),
                identity.protocol(),
                secret);
        return ByteBuffer.wrap((text + "crc32c " + checksum(text) + "\n").getBytes(UTF_8));
    }

    /** @throws DiskException if the file is damaged, or of another version */
    static IdentityFile read(Folder folder) throws IOException {
        Path path = folder.file(Names.IDENTITY);
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        try (DiskFile file = folder.open(Names.IDENTITY)) {
            file.read(bytes, 0);
        }
        String text = UTF_8.decode(bytes.flip()).toString();
        Matcher first = FIRST_LINE.matcher(text.lines().findFirst().orElse(""));
        if (first.matches() && Long.parseLong(first.group(1)) != FileHeader.VERSION) {
            throw DiskException.unknownFormat(path, Long.parseLong(first.group(1)), FileHeader.VERSION);
        }
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches() || !whole.group(7).equals(checksum(whole.group(1)))) {
            throw DiskException.corrupt(path, 0, "it does not say whose data this is");
        }
        return new IdentityFile(
                new Identity(whole.group(3), whole.group(4), whole.group(5)),
                Long.parseUnsignedLong(whole.group(6), 16));
    }

    /** @throws DiskException if the folder is not this one's */
    void check(Identity expected, Path folder) {
        if (!identity.equals(expected)) {
            throw new DiskException("The data folder " + folder + " belongs to " + described(identity)
                    + ", and this is " + described(expected) + ": give each a folder of its own");
        }
    }

    private static String described(Identity identity) {
        return "node " + identity.node() + " of cluster " + identity.cluster() + " (" + identity.protocol() + ")";
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
