package dev.walden.memory;

import java.nio.charset.StandardCharsets;

/**
 * How many tokens a text costs, without asking a model: a quarter of its bytes as UTF-8, which is near for English, high for most
 * other languages, and low for none; and {@value #FRAME_TOKENS} for what a prompt puts around each text.
 */
final class TokenEstimate {

    private static final int BYTES_A_TOKEN = 4;
    private static final int FRAME_TOKENS = 8;

    private TokenEstimate() {}

    static int of(String text) {
        return FRAME_TOKENS + Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_A_TOKEN);
    }
}
