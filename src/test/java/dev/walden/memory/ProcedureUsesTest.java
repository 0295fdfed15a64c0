package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcedureUsesTest {

    @TempDir
    Path home;

    @Test
    void usesAreCountedByTheEndOfTheirTasksAndComeBackFromTheLog() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.append(episode(1, "completed", 10, "note", "pay"));
            memory.append(episode(2, "failed", 30, "note"));
            memory.append(episode(3, "cancelled", 50, "note"));
            memory.append(episode(4, "completed", 70));
            Map<String, ProcedureUses> uses = uses(memory);

            assertThat(uses).containsOnlyKeys("note", "pay");
            assertThat(uses.get("note"))
                    .extracting(
                            ProcedureUses::uses,
                            ProcedureUses::successes,
                            ProcedureUses::failures,
                            ProcedureUses::totalDuration)
                    .containsExactly(3L, 1L, 1L, Duration.ofMillis(90));

            memory.deleteViews();

            assertThat(uses(memory)).isEqualTo(uses);
        }
    }

    private static Map<String, ProcedureUses> uses(MemoryFixture memory) throws InterruptedException {
        memory.activity().log().awaitApplied(memory.activity().log().durable(), Duration.ofSeconds(20));
        return new ProcedureStatistics(memory.activity().views()).uses(MemoryFixture.SPACE);
    }

    private static EpisodeRecorded episode(int number, String outcome, int millis, String... procedures) {
        return new EpisodeRecorded(
                new TaskId("tabcdefghijkl234" + (number + 1)),
                MemoryFixture.SPACE,
                "s",
                outcome,
                List.of("use_skill"),
                null,
                Duration.ofMillis(millis),
                List.of(procedures),
                List.of(),
                TokenUsage.ZERO,
                Cost.NONE);
    }
}
