package dev.walden.activity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The body of a record whose data are encrypted, exactly in one of these forms:
 *
 * <pre>{@code
 * "type":"task-paused","v":1,"task":"t…","data":{"$encrypted":"0123456789abcdef","text":"…"}
 * "type":"task-submitted","v":1,"task":"t…","data":{"$encrypted":"0123456789abcdef","blobs":[{"$blob":"…"}],"text":"…"}
 * }</pre>
 *
 * <p>The names of blobs stay readable for those who look for them without a key. All that stands before the text is bound to it, so that it
 * can be neither changed nor given to a record of another type, version or task.
 */
final class EncryptedBody {

    private static final byte[] KEY = utf8("{\"$encrypted\":\"");
    private static final byte[] TEXT = utf8(",\"text\":\"");
    private static final byte[] END = utf8("\"}");

    private EncryptedBody() {}

    /** Encrypts the data of a body. */
    static byte[] of(RecordBody plain, WritingKey key) {
        String begin = "{\"$encrypted\":\"" + key.key().id() + "\"" + blobs(plain.data()) + ",\"text\":\"";
        byte[] head = plain.withData(utf8(begin)).bytes();
        byte[] text = Base64.getEncoder().encode(key.encrypt(head, plain.data()));
        byte[] body = Arrays.copyOf(head, head.length + text.length + END.length);
        System.arraycopy(text, 0, body, head.length, text.length);
        System.arraycopy(END, 0, body, head.length + text.length, END.length);
        return body;
    }

    private static String blobs(byte[] data) {
        return BlobReferences.mayName(data)
                ? BlobReferences.namesIn(new String(data, StandardCharsets.UTF_8)).stream()
                        .map("{\"$blob\":\"%s\"}"::formatted)
                        .collect(Collectors.joining(",", ",\"blobs\":[", "]"))
                : "";
    }

    /** Whether the data of a body are encrypted. Before the data there is no brace. */
    static boolean is(ByteBuffer body) {
        int brace = brace(body);
        return body.limit() - brace > KEY.length
                && body.slice(brace, KEY.length).equals(ByteBuffer.wrap(KEY));
    }

    /** The id of the data key that an encrypted body is under. */
    static String key(ByteBuffer body) {
        int from = brace(body) + KEY.length;
        int to = from;
        while (to < body.limit() && body.get(to) != '"') {
            to++;
        }
        return StandardCharsets.UTF_8.decode(body.slice(from, to - from)).toString();
    }

    private static int brace(ByteBuffer body) {
        int at = body.position();
        while (at < body.limit() && body.get(at) != '{') {
            at++;
        }
        return at;
    }

    /**
     * The body with its data as they were.
     *
     * @param keys gives the data key of an id
     * @throws IllegalArgumentException when it has not the form
     * @throws ActivityException when there is no such key, or the text was changed
     */
    static ByteBuffer decrypt(ByteBuffer body, Function<String, DataKey> keys) {
        byte[] all = new byte[body.remaining()];
        body.duplicate().get(all);
        int brace = brace(ByteBuffer.wrap(all));
        int text = text(all);
        byte[] stored = Base64.getDecoder().decode(Arrays.copyOfRange(all, text, all.length - END.length));
        byte[] data = keys.apply(key(body)).decrypt(Arrays.copyOf(all, text), stored);
        byte[] plain = Arrays.copyOf(all, brace + data.length);
        System.arraycopy(data, 0, plain, brace, data.length);
        return ByteBuffer.wrap(plain);
    }

    /** Where the text begins: behind the last quote but one. */
    private static int text(byte[] all) {
        int from = all.length - END.length;
        while (from > TEXT.length && all[from - 1] != '"') {
            from--;
        }
        if (!endsWith(all, all.length, END) || !endsWith(all, from, TEXT)) {
            throw new IllegalArgumentException(
                    "Its data are encrypted, but have not the form \"$encrypted\",\"text\".");
        }
        return from;
    }

    private static boolean endsWith(byte[] all, int end, byte[] literal) {
        return end >= literal.length && Arrays.equals(all, end - literal.length, end, literal, 0, literal.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
