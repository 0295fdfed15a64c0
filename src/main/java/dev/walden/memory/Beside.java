package dev.walden.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that an item says beside its words. Where in a document a part stands is no matter, nor in which one of its knowledge base. */
record Beside(
        ItemKind kind,
        @Nullable String speaker,
        @Nullable String domain,
        List<String> tags,
        Map<String, String> metadata,
        @Nullable Instant day,
        boolean trusted,
        boolean disputed) {

    static Beside of(MemoryItem item) {
        return new Beside(
                item.kind(),
                item.speaker(),
                item.domain(),
                item.tags(),
                item.kind() == ItemKind.DOCUMENT ? Map.of() : item.metadata(),
                day(item),
                item.trusted(),
                item.validity().disputed());
    }

    /** Of documents none: a version of today says what that of last year said. */
    private static @Nullable Instant day(MemoryItem item) {
        Instant at = item.observedAt() == null ? item.storedAt() : item.observedAt();
        return item.kind() == ItemKind.DOCUMENT ? null : at.truncatedTo(ChronoUnit.DAYS);
    }
}
