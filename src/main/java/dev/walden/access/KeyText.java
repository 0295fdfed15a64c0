package dev.walden.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The text of a key: {@code walden_} and 52 of {@code a-z2-7}, which carry 256 random bits. Only its holder has it; the log has
 * its SHA-256. No salt and no slow hash: 256 random bits cannot be guessed or looked up.
 */
record KeyText(String value) {

    private static final Pattern FORM = Pattern.compile("walden_[a-z2-7]{52}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LETTERS = 52;
    private static final int ID_DIGITS = 16;

    static KeyText random(SecureRandom source) {
        StringBuilder value = new StringBuilder("walden_");
        for (int i = 0; i < LETTERS; i++) {
            value.append(ALPHABET.charAt(source.nextInt(ALPHABET.length())));
        }
        return new KeyText(value.toString());
    }

    boolean wellFormed() {
        return FORM.matcher(value).matches();
    }

    String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Derived, so that a key adopted again after a lost log keeps its id; tells nothing of the text. */
    String id() {
        return "k" + sha256().substring(0, ID_DIGITS);
    }

    /** Never the text: it must not reach a log line by accident. */
    @Override
    public String toString() {
        return "KeyText[" + id() + "]";
    }
}
