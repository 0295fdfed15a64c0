package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of items never outlives them. */
class LivingItemsTest {

    @TempDir
    private Path home;

    private MemoryFixture memory;
    private LivingItems living;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
        living = new LivingItems(memory.activity().views(), memory.projection()::changes);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void anErasedItemIsNotKept() throws Exception {
        String erased = memory.fact("My pin is 4711.");
        String other = memory.fact("My name is Ann.");
        memory.activity().settle();
        assertThat(living.ofIds(List.of(erased, other))).containsOnlyKeys(erased, other);

        memory.items().erase(MemoryFixture.SPACE, List.of(erased), "asked", "key:k");
        memory.activity().settle();

        assertThat(living.ofIds(List.of(erased, other))).containsOnlyKeys(other);
    }

    @Test
    void anItemThatGetsOtherWordsIsGivenWithThem() {
        TaskId task = memory.submitted("s", "What is it?");
        String episode = ItemIds.ofEpisode(task);
        memory.append(new EpisodeRecorded(
                task, MemoryFixture.SPACE, "s", "completed", List.of(), null, Duration.ofMillis(1)));
        assertThat(living.ofIds(List.of(episode)).values())
                .extracting(MemoryItem::text)
                .containsExactly("What is it?");

        memory.append(new TaskCompleted(task, "Tea.", List.of()));

        assertThat(living.ofIds(List.of(episode)).values())
                .extracting(MemoryItem::text)
                .containsExactly("What is it?\nTea.");
    }

    @Test
    void anItemIsReadOnce() {
        String id = memory.fact("My name is Ann.");
        memory.activity().settle();

        MemoryItem first = living.ofIds(List.of(id)).get(id);

        assertThat(living.ofIds(List.of(id)).get(id)).isSameAs(first);
    }
}
