package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.memory.feed.IndexedItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IndexTextTest {

    @Test
    void anItemIsFoundByItsDateInWords() {
        assertThat(text(Instant.parse("2023-05-08T10:00:00Z"))).contains("The kettle is on.", "8 May 2023");
    }

    @Test
    void aTimeBeyondAllCalendarsHidesNoWords() {
        assertThat(text(Instant.MAX)).contains("The kettle is on.");
    }

    private static String text(Instant observedAt) {
        MemoryItem item = new MemoryItem(
                "i1",
                new Space("test"),
                ItemKind.FACT,
                "The kettle is on.",
                null,
                null,
                null,
                List.of(),
                observedAt,
                Instant.EPOCH,
                Map.of(),
                true,
                "key:k",
                1,
                new Validity(Instant.EPOCH, null, false),
                MemoryItem.WHOLE);
        IndexedItem indexed = IndexText.of(item, IndexedItem.Beside.NOTHING);
        return indexed.text();
    }
}
