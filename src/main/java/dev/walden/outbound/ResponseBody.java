package dev.walden.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a body.
 *
 * @param text decoded, malformed parts replaced; a sentence instead when it is binary
 * @param note why it is not whole
 */
record ResponseBody(String text, Optional<String> note) {

    private static final int SNIFFED_BYTES = 8000;
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\\s;\"]+)");

    static final ResponseBody NONE = new ResponseBody("", Optional.empty());

    /** Reads no more than fits. A connection that ends early leaves what came until then. */
    static ResponseBody read(InputStream in, int maxBytes, Charset charset) {
        return read(in, maxBytes, (bytes, length) -> text(bytes, length, charset));
    }

    /** The same, each byte as the character of its number. */
    static ResponseBody bytes(InputStream in, int maxBytes) {
        return read(in, maxBytes, (bytes, length) -> new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }

    private static ResponseBody read(InputStream in, int maxBytes, Form form) {
        byte[] bytes = new byte[Math.min(maxBytes, 8192)];
        int length = 0;
        try {
            for (int read = 0; read >= 0 && length <= maxBytes; ) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes + 1L, bytes.length * 2L));
                }
                read = in.read(bytes, length, bytes.length - length);
                length += Math.max(read, 0);
            }
        } catch (IOException e) {
            return new ResponseBody(
                    form.of(bytes, length), Optional.of("The connection ended before the whole body had come."));
        }
        return length > maxBytes
                ? new ResponseBody(
                        form.of(bytes, maxBytes), Optional.of("The body was cut after " + maxBytes + " bytes."))
                : new ResponseBody(form.of(bytes, length), Optional.empty());
    }

    private static String text(byte[] bytes, int length, Charset charset) {
        return isBinary(bytes, length, charset)
                ? "[" + length + " bytes of binary content, not shown]"
                : new String(bytes, 0, length, charset);
    }

    /** Text of a charset that extends ASCII has no NUL. */
    private static boolean isBinary(byte[] bytes, int length, Charset charset) {
        if (!charset.newEncoder().canEncode('a')
                || charset.name().startsWith("UTF-16")
                || charset.name().startsWith("UTF-32")) {
            return false;
        }
        for (int i = 0; i < Math.min(length, SNIFFED_BYTES); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The charset of a content type; UTF-8 when it names none that is known. */
    static Charset charset(@Nullable String contentType) {
        Matcher matcher = CHARSET.matcher(contentType == null ? "" : contentType);
        return matcher.find() ? known(matcher.group(1)) : StandardCharsets.UTF_8;
    }

    private static Charset known(String name) {
        try {
            Charset charset = Charset.forName(name);
            return charset.canEncode() ? charset : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException _) {
            return StandardCharsets.UTF_8;
        }
    }

    /** How bytes become characters. */
    @FunctionalInterface
    private interface Form {
        String of(byte[] bytes, int length);
    }
}
