package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moves the longest strings of a record's data to blobs and back. Thread-safe.
 *
 * <p>A moved string is {@code {"$blob":"<sha256>","bytes":n,"head":"first characters"}}; when it is encrypted, {@code "key":"<id>"} comes
 * second, and the digest is that of the encrypted bytes: the files can be checked by who has no key. A member that somebody else named {@code $blob}
 * gets one more {@code $} in the log, as does {@code $$blob} and so on, so that every value comes back exactly. {@link KeptBytes}, which have no
 * head, stand as they are.
 */
final class BlobReferences {

    /** Data up to this many bytes stays in its record. */
    static final int MAX_INLINE_BYTES = 16 * 1024;

    private static final int MIN_MOVED_BYTES = 512;
    /** Of JSON: an escaped control character. */
    private static final int MAX_BYTES_A_CHARACTER = 6;

    private static final int HEAD_CHARACTERS = 200;
    private static final String BLOB = "$blob";
    private static final String KEY = "key";
    private static final String HEAD = "head";
    /** Unescaped quotes stand only at the ends of strings, and a colon follows only a name: no text can look like this. */
    private static final byte[] MARK = "$blob\":".getBytes(StandardCharsets.UTF_8);

    private static final Pattern NAME = Pattern.compile("\"\\$blob\":\"([0-9a-f]{64})\"");

    private final BlobStore blobs;
    private final Encryption encryption;

    BlobReferences(BlobStore blobs, Encryption encryption) {
        this.blobs = blobs;
        this.encryption = encryption;
    }

    /**
     * The data as it stands in the record; its blobs are durable on return.
     *
     * @param key encrypts the blobs; null leaves them plain
     * @param namesFiles whether what looks like a reference is one, as nobody else named any member
     * @throws ActivityException.TooLarge when it does not fit
     */
    byte[] shorten(byte[] data, @Nullable WritingKey key, boolean namesFiles) {
        if (data.length <= MAX_INLINE_BYTES && (namesFiles || !isMarked(data))) {
            return data;
        }
        List<LongString> longest = new ArrayList<>();
        Map<String, @Nullable Object> escaped =
                new Escaping(!namesFiles, longest).escape(ActivityJson.readObject(data));
        longest.sort(Comparator.comparingInt(LongString::bytes).reversed());
        return fit(escaped, longest.iterator(), key);
    }

    /**
     * The data as it was.
     *
     * @throws ActivityException.Unreadable when a blob is missing or damaged
     */
    byte[] resolve(byte[] data) {
        return isMarked(data) ? ActivityJson.write(unescape(ActivityJson.readObject(data))) : data;
    }

    private byte[] fit(Map<String, @Nullable Object> escaped, Iterator<LongString> longest, @Nullable WritingKey key) {
        byte[] json = ActivityJson.write(escaped);
        while (json.length > MAX_INLINE_BYTES && longest.hasNext()) {
            int excess = json.length - MAX_INLINE_BYTES;
            while (excess > 0 && longest.hasNext()) {
                excess -= move(longest.next(), key);
            }
            json = ActivityJson.write(escaped);
        }
        if (json.length > MAX_INLINE_BYTES) {
            throw new ActivityException.TooLarge(
                    "An event's data takes at most %d bytes without its long strings; found: %d bytes. Give less at once."
                            .formatted(MAX_INLINE_BYTES, json.length));
        }
        return json;
    }

    private int move(LongString string, @Nullable WritingKey key) {
        byte[] content = string.text().getBytes(StandardCharsets.UTF_8);
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put(BLOB, blobs.put(key == null ? content : key.encryptBlob(content)));
        if (key != null) {
            reference.put(KEY, key.key().id());
        }
        reference.put("bytes", content.length);
        reference.put(HEAD, head(string.text()));
        string.replace().accept(reference);
        return string.bytes() - ActivityJson.write(reference).length;
    }

    private static String head(String text) {
        int end = Math.min(HEAD_CHARACTERS, text.length());
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private Map<String, @Nullable Object> unescape(Map<?, ?> object) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((key, member) -> {
            String name = (String) key;
            copy.put(isReserved(name) && !name.equals(BLOB) ? name.substring(1) : name, unescape(member));
        });
        return copy;
    }

    private @Nullable Object unescape(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object
            when object.get(BLOB) instanceof String sha256 && object.containsKey(HEAD) -> text(sha256, object.get(KEY));
            case Map<?, ?> object -> unescape(object);
            case List<?> array -> {
                List<@Nullable Object> copy = new ArrayList<>(array.size());
                array.forEach(element -> copy.add(unescape(element)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private String text(String sha256, @Nullable Object key) {
        byte[] stored = blobs.get(sha256);
        byte[] content = key instanceof String id ? encryption.key(id).decryptBlob(stored) : stored;
        return new String(content, StandardCharsets.UTF_8);
    }

    /** {@code $blob} with any number of {@code $} before it. */
    private static boolean isReserved(String name) {
        return name.endsWith(BLOB)
                && name.chars().limit(name.length() - BLOB.length()).allMatch(c -> c == '$');
    }

    /** Whether the JSON of a record may name a blob; it may still be a member of the same name. */
    static boolean mayName(byte[] data) {
        return isMarked(data);
    }

    /** The digests of the blobs that the JSON of a record names, in their order. */
    static List<String> namesIn(String json) {
        return NAME.matcher(json).results().map(found -> found.group(1)).toList();
    }

    private static boolean isMarked(byte[] data) {
        for (int i = 0; i <= data.length - MARK.length; i++) {
            if (data[i] == '$' && matches(data, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] data, int start) {
        for (int i = 0; i < MARK.length; i++) {
            if (data[start + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies data, collecting the strings that can be moved.
     *
     * @param names whether names are escaped
     */
    private record Escaping(boolean names, List<LongString> found) {

        Map<String, @Nullable Object> escape(Map<?, ?> object) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            object.forEach((key, member) -> {
                String name = names && isReserved((String) key) ? "$" + key : (String) key;
                copy.put(name, escape(member, moved -> copy.put(name, moved)));
            });
            return copy;
        }

        private @Nullable Object escape(@Nullable Object value, Consumer<Object> replace) {
            return switch (value) {
                case Map<?, ?> object -> escape(object);
                case List<?> array -> {
                    List<@Nullable Object> copy = new ArrayList<>(array.size());
                    for (Object element : array) {
                        int index = copy.size();
                        copy.add(escape(element, moved -> copy.set(index, moved)));
                    }
                    yield copy;
                }
                case String text -> {
                    LongString.of(text, replace).ifPresent(found::add);
                    yield text;
                }
                case null, default -> value;
            };
        }
    }

    /**
     * A string that may be moved.
     *
     * @param bytes as JSON
     * @param replace puts something else in its place
     */
    private record LongString(String text, int bytes, Consumer<Object> replace) {

        /** Empty for a string that is short, or that UTF-8 cannot hold. */
        static Optional<LongString> of(String text, Consumer<Object> replace) {
            int bytes = text.length() * MAX_BYTES_A_CHARACTER < MIN_MOVED_BYTES ? 0 : ActivityJson.write(text).length;
            return bytes >= MIN_MOVED_BYTES
                            && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                    ? Optional.of(new LongString(text, bytes, replace))
                    : Optional.empty();
        }
    }
}
