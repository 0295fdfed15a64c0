package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskSource;
import dev.walden.memory.ItemKind;
import dev.walden.memory.MemoryItem;
import dev.walden.memory.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskSourceTest {

    private static final TaskSource SOURCE = new TaskSource("c1", "document", 7);

    @Test
    void aPartOfADocumentIsShownWithItsPlace() {
        MemoryItem part = part(Map.of("name", "lease.pdf", "section", "Rent", "page", "3", "part", "2"));

        assertThat(TaskResponse.Source.from(SOURCE, part))
                .isEqualTo(new TaskResponse.Source("c1", "document", 7, "d1", "lease.pdf", "Rent", 3));
    }

    @Test
    void whatIsThereNoMoreIsShownByItsIdAlone() {
        assertThat(TaskResponse.Source.from(SOURCE, null))
                .isEqualTo(new TaskResponse.Source("c1", "document", 7, null, null, null, null));
    }

    private static MemoryItem part(Map<String, String> place) {
        return new MemoryItem(
                "c1",
                Space.DEFAULT,
                ItemKind.DOCUMENT,
                "The rent is due.",
                "d1",
                null,
                "legal",
                List.of(),
                null,
                Instant.EPOCH,
                place,
                false,
                "key:k",
                9,
                new Validity(Instant.EPOCH, null, false),
                MemoryItem.WHOLE);
    }
}
