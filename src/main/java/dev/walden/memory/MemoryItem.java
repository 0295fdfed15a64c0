package dev.walden.memory;

import dev.walden.activity.Space;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item that memory holds.
 *
 * @param observedAt when it was said or became true, null when that is not known apart from {@code storedAt}
 * @param trusted false when the words came from outside, or were kept by a task that had seen such words
 * @param source who stored it: {@code task:ID} or {@code key:ID}
 * @param seq the record it was learned from
 * @param validity when it is true
 * @param weight percent of its score that counts; less than {@value #WHOLE} when nobody used it for long, 0 when it is retired
 */
public record MemoryItem(
        String id,
        Space space,
        ItemKind kind,
        String text,
        @Nullable String session,
        @Nullable String speaker,
        @Nullable String domain,
        List<String> tags,
        @Nullable Instant observedAt,
        Instant storedAt,
        Map<String, String> metadata,
        boolean trusted,
        String source,
        long seq,
        Validity validity,
        int weight) {

    /** Of what counts wholly. */
    public static final int WHOLE = 100;

    public MemoryItem {
        tags = List.copyOf(tags);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Whether it may be shown to who asks what is true now: a fact that was to become true later is not before. */
    boolean isTrue(Instant now) {
        return !validity.endedBy(now) && (!awaited() || validity.includes(now));
    }

    /** Whether searches do not find it, because nobody used it for very long. */
    boolean isRetired() {
        return weight == 0;
    }

    /** Whether it is a fact that was to become true after it was stored. A time of observation alone says no such thing. */
    boolean awaited() {
        Instant observed = observedAt == null ? storedAt : observedAt;
        return kind == ItemKind.FACT
                && validity.from().isAfter(storedAt)
                && validity.from().isAfter(observed);
    }

    /** Where in which document it stands; empty when it is part of none. */
    public Optional<DocumentSource> document() {
        return kind == ItemKind.DOCUMENT ? Optional.of(DocumentSource.of(this)) : Optional.empty();
    }
}
