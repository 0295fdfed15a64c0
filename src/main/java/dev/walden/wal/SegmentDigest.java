package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a segment's lines, whatever the form they are kept in. */
final class SegmentDigest {

    private static final int CHUNK_BYTES = 256 * 1024;

    private SegmentDigest() {}

    /** Of the first so many bytes, 64 hexadecimal digits. */
    static String of(ReadableFile file, long bytes) throws IOException {
        var digest = newDigest();
        var chunk = new byte[(int) Math.min(CHUNK_BYTES, bytes)];
        for (long at = 0; at < bytes; ) {
            int read = file.read(chunk, 0, (int) Math.min(chunk.length, bytes - at), at);
            if (read == 0) {
                throw new IOException("The sealed segment ends at byte " + at + " instead of " + bytes + ".");
            }
            digest.update(chunk, 0, read);
            at += read;
        }
        return hex(digest.digest());
    }

    /** The next link of a chain: over the link before and a digest, one behind the other. */
    static byte[] chained(byte[] link, String sha256) {
        var digest = newDigest();
        digest.update(link);
        return digest.digest(HexFormat.of().parseHex(sha256));
    }

    static byte[] ofText(String text) {
        return newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }

    /** Of nothing yet. */
    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
