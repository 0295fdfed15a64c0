package dev.walden.tools.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a module writes to its output and error streams, as far as it is kept: the beginning. Confined to one call. */
final class Written {

    private static final int MOST_BYTES = 1_000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** How many bytes more are kept. */
    int room() {
        return MOST_BYTES - kept.size();
    }

    void add(byte[] bytes) {
        kept.write(bytes, 0, Math.min(bytes.length, room()));
    }

    /** For people and models, behind a sentence; empty when nothing was written. */
    String told() {
        String text = kept.toString(StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : " It wrote: " + text;
    }
}
