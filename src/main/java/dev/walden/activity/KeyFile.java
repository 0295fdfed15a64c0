package dev.walden.activity;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data key as it is kept, in one line:
 *
 * <pre>{@code
 * {"walden-key":1,"id":"0123456789abcdef","master":"fedcba9876543210","wrapped":"…"}
 * }</pre>
 */
final class KeyFile {

    private static final int FORMAT = 1;

    private final String id;
    private final String master;
    private final byte[] wrapped;

    /**
     * A data key.
     *
     * @param master the id of the master key that wrapped it
     * @param wrapped not copied
     */
    KeyFile(String id, String master, byte[] wrapped) {
        this.id = id;
        this.master = master;
        this.wrapped = wrapped;
    }

    String id() {
        return id;
    }

    String master() {
        return master;
    }

    byte[] wrapped() {
        return wrapped;
    }

    byte[] content() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("walden-key", FORMAT);
        members.put("id", id);
        members.put("master", master);
        members.put("wrapped", Base64.getEncoder().encodeToString(wrapped));
        byte[] json = ActivityJson.write(members);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** @throws RuntimeException when it has another form; the message says what is wrong */
    static KeyFile parse(String id, byte[] content) {
        Map<String, @Nullable Object> members = ActivityJson.readObject(content);
        if (!(members.get("walden-key") instanceof Number format) || format.intValue() != FORMAT) {
            throw new IllegalArgumentException(
                    "format %d is expected, found: %s".formatted(FORMAT, members.get("walden-key")));
        }
        if (!id.equals(members.get("id"))) {
            throw new IllegalArgumentException("it holds key " + members.get("id"));
        }
        return new KeyFile(
                id,
                String.valueOf(members.get("master")),
                Base64.getDecoder().decode(String.valueOf(members.get("wrapped"))));
    }
}
