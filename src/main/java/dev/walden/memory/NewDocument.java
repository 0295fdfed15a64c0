package dev.walden.memory;

import dev.walden.activity.Space;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document to be taken in.
 *
 * @param name unique within space and domain, 1 to {@value #MAX_NAME_CHARS} characters without control characters; its ending tells the format
 * @param type its media type, if it came with one
 * @param content its bytes; not changed any more
 * @param by {@code key:ID} or {@code folder}
 * @param from where it was fetched from: {@code url:ADDRESS}, as it was asked for and as it answered
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
public record NewDocument(
        Space space, String domain, String name, @Nullable String type, byte[] content, String by, List<String> from) {

    private static final int MAX_NAME_CHARS = 512;
    private static final int MAX_TYPE_CHARS = 256;

    /** One that was sent. */
    public NewDocument(Space space, String domain, String name, @Nullable String type, byte[] content, String by) {
        this(space, domain, name, type, content, by, List.of());
    }

    /** @throws MemoryException.Unacceptable when a bound is passed or there is nothing */
    public NewDocument {
        if (name.isBlank() || name.length() > MAX_NAME_CHARS || name.chars().anyMatch(Character::isISOControl)) {
            throw new MemoryException.Unacceptable(
                    "invalid_document",
                    "A document's name has 1 to %d characters and none of control; found: %d."
                            .formatted(MAX_NAME_CHARS, name.length()));
        }
        if (type != null && type.length() > MAX_TYPE_CHARS) {
            type = null;
        }
        from = List.copyOf(from);
        if (content.length == 0) {
            throw new MemoryException.Unacceptable(
                    "invalid_document", "A document has at least one byte; found: none.");
        }
    }
}
