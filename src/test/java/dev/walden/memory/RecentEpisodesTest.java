package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskId;
import dev.walden.activity.Views;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest episodes are given from RAM, and are those of the views. */
class RecentEpisodesTest {

    @TempDir
    private Path home;

    private final AtomicInteger reads = new AtomicInteger();
    private MemoryFixture memory;
    private RecentEpisodes recent;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
        recent = memory.recent(counted(), 3);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private Views counted() {
        return new Views() {
            @Override
            public <T> T read(Query<T> query) {
                reads.incrementAndGet();
                return memory.activity().views().read(query);
            }
        };
    }

    private List<String> goals() {
        return recent.of(MemoryFixture.SPACE).newestFirst().stream()
                .map(Episode::goal)
                .toList();
    }

    @Test
    void aLookWhileNothingHappensReadsNothing() {
        memory.task("s", "One.", "1", List.of());
        goals();
        int before = reads.get();

        assertThat(goals()).containsExactly("One.");
        memory.fact("Something else.");
        assertThat(goals()).containsExactly("One.");
        assertThat(reads.get()).isEqualTo(before);
    }

    @Test
    void theNewestAreKeptAndNoMore() {
        for (int i = 1; i <= 5; i++) {
            memory.task("s", "Task " + i, "Done.", List.of());
            goals();
        }

        assertThat(goals()).containsExactly("Task 5", "Task 4", "Task 3");
        assertThat(recent.of(MemoryFixture.SPACE).all()).isFalse();
        assertThat(new EpisodicMemory(counted(), recent, ZoneOffset.UTC).newest(MemoryFixture.SPACE, 5))
                .extracting(Episode::goal)
                .containsExactly("Task 5", "Task 4", "Task 3", "Task 2", "Task 1");
    }

    @Test
    void whatWasForgottenIsNotShown() throws Exception {
        TaskId task = memory.task("s", "My pin is 4711.", "Noted.", List.of());
        assertThat(goals()).containsExactly("My pin is 4711.");

        memory.items().erase(MemoryFixture.SPACE, List.of(ItemIds.ofEpisode(task)), "asked", "key:k");
        memory.activity().settle();

        assertThat(goals()).isEmpty();
    }

    @Test
    void whatWasForgottenTakesNoPlaceInTheListBeyondThoseInRam() throws Exception {
        TaskId oldest = memory.task("s", "One.", "1", List.of());
        for (int i = 2; i <= 5; i++) {
            memory.task("s", "Task " + i, "Done.", List.of());
        }

        memory.items().erase(MemoryFixture.SPACE, List.of(ItemIds.ofEpisode(oldest)), "asked", "key:k");
        memory.activity().settle();

        assertThat(new EpisodicMemory(counted(), recent, ZoneOffset.UTC).newest(MemoryFixture.SPACE, 10))
                .extracting(Episode::goal)
                .containsExactly("Task 5", "Task 4", "Task 3", "Task 2");
    }

    @Test
    void bytesAreBounded() {
        RecentEpisodes small =
                new RecentEpisodes(counted(), memory.projection()::episodes, memory.projection()::changes, 100, 3_000);
        for (int i = 0; i < 5; i++) {
            memory.task("s", "word ".repeat(100), "Done.", List.of());
        }

        assertThat(small.of(MemoryFixture.SPACE).newestFirst()).hasSize(1);
        assertThat(small.of(MemoryFixture.SPACE).all()).isFalse();
    }
}
