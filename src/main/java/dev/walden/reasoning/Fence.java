package dev.walden.reasoning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Encloses text from outside between lines that the text cannot hold itself: their mark is a digest of the text. The same text has
 * the same fence, so a repeated prompt is the same prompt.
 */
public final class Fence {

    private static final int MARK_HEX_DIGITS = 16;

    private Fence() {}

    /** The text between its fence's two lines. */
    public static String around(String untrusted) {
        String mark = mark(untrusted);
        return "BEGIN UNTRUSTED " + mark + "\n" + untrusted + "\nEND UNTRUSTED " + mark;
    }

    private static String mark(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, MARK_HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one has not.", e);
        }
    }
}
