package dev.walden.reasoning;

/**
 * How many tokens a text costs, without asking a model, by its bytes as UTF-8; and {@value #FRAME_TOKENS} for what a prompt puts around
 * each text.
 */
public final class TokenEstimate {

    static final int FRAME_TOKENS = 8;

    /** English has about four bytes a token. */
    private static final int USUAL_BYTES = 4;

    /** Code, numbers and JSON have fewer than English. */
    private static final int FEWEST_BYTES = 3;

    private TokenEstimate() {}

    /** A quarter of the bytes: near for English, high for most other languages. For budgets that nothing breaks when they are missed. */
    public static int of(String text) {
        return tokens(bytes(text), USUAL_BYTES);
    }

    /** A third of the bytes: rather too high. For limits that a prompt must not exceed. */
    static int atMost(String text) {
        return tokens(bytes(text), FEWEST_BYTES);
    }

    /** A token for each byte: no tokenizer makes more. */
    static int surely(String text) {
        return tokens(bytes(text), 1);
    }

    /** What {@link #atMost} says of so many bytes, without a frame. */
    static long atMost(long bytes) {
        return Math.ceilDiv(bytes, FEWEST_BYTES);
    }

    private static int tokens(long bytes, int bytesPerToken) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, FRAME_TOKENS + Math.ceilDiv(bytes, bytesPerToken)));
    }

    /** Of half a surrogate pair as many as of the replacement that it becomes, or more. */
    private static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
