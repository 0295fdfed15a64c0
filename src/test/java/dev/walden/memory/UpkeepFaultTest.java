package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactsMerged;
import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.StoredItem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upkeep of memory a part of which cannot be read as it should. */
final class UpkeepFaultTest {

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void aSpaceThatFailsKeepsNoOtherFromItsTurn() throws Exception {
        memory.append(fact("m1", "Owls sing."), fact("m2", "Tea is ready."), fact("m3", "tea is ready"));
        damage("UPDATE memory_facts SET space = ' no space' WHERE item = 'm1'"); // comes first

        boolean whole = memory.upkeep(
                        InstantSource.fixed(Instant.now()), new Fading(Duration.ZERO, Duration.ZERO, false))
                .run(_ -> false);

        assertThat(whole).isTrue();
        assertThat(memory.events(FactsMerged.class))
                .containsExactly(new FactsMerged(MemoryFixture.SPACE, "m2", List.of("m3")));
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void episodesThatCannotBeReadKeepNoOthersFromTheirSummaryAndAreNotReadForEver() throws Exception {
        episodes("a-session");
        episodes("b-session");
        memory.activity().settle();
        damage("UPDATE memory_episodes SET space = ' no space' WHERE session = 'a-session'"); // comes first
        memory.setClock(InstantSource.fixed(Instant.now().plus(Duration.ofDays(60))));
        EpisodeSummaries summaries = memory.summaries(Duration.ofDays(30));

        int made = summaries.round(_ -> false);
        int again = summaries.round(_ -> false);

        assertThat(made).isEqualTo(1);
        assertThat(memory.events(SessionSummarized.class))
                .extracting(SessionSummarized::session)
                .containsExactly("b-session");
        assertThat(again).isZero();
        assertThat(failures()).isEqualTo(1);
    }

    private void episodes(String session) {
        for (int i = 0; i < SummaryGroup.LEAST; i++) {
            memory.task(session, "Question " + i + " of " + session, "Answer " + i, List.of());
        }
    }

    private void damage(String sql) throws SQLException {
        try (Connection views = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("views/walden.db"));
                var statement = views.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private double failures() {
        return memory.meters()
                .get("walden.memory.upkeep.failures")
                .tag("work", "upkeep")
                .counter()
                .count();
    }

    private static FactStored fact(String id, String text) {
        return new FactStored(new StoredItem(
                id, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), true, "key:a"));
    }
}
