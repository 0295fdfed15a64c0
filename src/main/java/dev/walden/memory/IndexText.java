package dev.walden.memory;

import dev.walden.memory.feed.IndexedItem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words by which an item is found: who said it, the text, its tags and its date in words. */
final class IndexText {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int PART_BITS = 20;
    private static final int MOST_PARTS = (1 << PART_BITS) - 1;
    /** An episode repeats the question that it answered; a question asked again must find the fact before it. */
    private static final int EPISODE_WEIGHT = 50;
    /** Its summary says the same, and stands for it. */
    private static final int SUMMARIZED_WEIGHT = 25;

    private IndexText() {}

    static IndexedItem of(MemoryItem item, IndexedItem.Beside beside) {
        boolean chunk = item.kind() == ItemKind.DOCUMENT;
        return new IndexedItem(
                item.id(),
                item.space().name(),
                said(item),
                chunk ? "" : String.join(" ", item.tags()) + " " + date(item),
                beside,
                new IndexedItem.Labels(
                        item.kind().code(), item.session(), item.speaker(), item.domain(), Traits.of(item)),
                weight(item),
                time(item).getEpochSecond(),
                place(item),
                period(item));
    }

    private static int weight(MemoryItem item) {
        return switch (item.kind()) {
            case FACT, MESSAGE, DOCUMENT -> item.weight();
            case SUMMARY -> EPISODE_WEIGHT;
            case EPISODE -> Traits.isSummarized(item) ? SUMMARIZED_WEIGHT : EPISODE_WEIGHT;
        };
    }

    /** Chunks of a document share their record. */
    private static long place(MemoryItem item) {
        int part = item.kind() == ItemKind.DOCUMENT ? DocumentSource.of(item).part() : 0;
        return (item.seq() << PART_BITS) | (part & MOST_PARTS);
    }

    private static IndexedItem.Period period(MemoryItem item) {
        Validity valid = item.validity();
        Instant to = valid.to();
        return new IndexedItem.Period(
                Validity.micros(valid.from()), to == null ? Validity.OPEN : Validity.micros(to), item.awaited());
    }

    /** With who said it in front, or where it stands. */
    static String said(MemoryItem item) {
        if (item.kind() == ItemKind.DOCUMENT) {
            return DocumentSource.of(item).words() + " " + item.text();
        }
        String speaker = item.speaker();
        return speaker == null || item.text().startsWith(speaker) ? item.text() : speaker + ": " + item.text();
    }

    /** A record that says a time beyond all calendars must not keep the index from everything after it. */
    private static String date(MemoryItem item) {
        try {
            return DATE.format(time(item).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static Instant time(MemoryItem item) {
        return item.observedAt() == null ? item.storedAt() : item.observedAt();
    }
}
