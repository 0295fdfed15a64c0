package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit says of facts that came from documents. */
final class DocumentOrphansTest {

    @TempDir
    private Path home;

    @Test
    void aFactOfWhoseDocumentNothingIsLeftIsAnOrphanAndOneOfALaterVersionIsNone() throws Exception {
        try (KnowledgeFixture knowledge = KnowledgeFixture.open(home)) {
            KnowledgeDocument gone = knowledge.read("general", "birds.md", "Herons sing at night.");
            KnowledgeDocument kept = knowledge.read("general", "owls.md", "Owls are awake at noon.");
            String orphan = learned(knowledge, "Herons sing.", gone);
            learned(knowledge, "Owls are awake.", kept);
            assertThat(orphans(knowledge)).isEmpty();

            knowledge.bases.erase(gone, "key:k");
            knowledge.read("general", "owls.md", "Owls are awake at midnight.");

            assertThat(orphans(knowledge)).containsExactly(orphan);
            knowledge.memory.deleteViews();
            assertThat(orphans(knowledge)).containsExactly(orphan);
        }
    }

    private static String learned(KnowledgeFixture knowledge, String text, KnowledgeDocument from) {
        FactTerms terms = new FactTerms(null, null, null, null, "document:" + from.id());
        return knowledge.memory.store(new NewItem(
                ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), terms));
    }

    private static List<String> orphans(KnowledgeFixture knowledge) throws InterruptedException {
        assertThat(knowledge.memory.items().find("nothing")).isEmpty(); // waits for the views
        JunkAudit audit = new JunkAudit(
                knowledge.memory.activity().views(),
                InstantSource.system(),
                new MemoryMetrics(new SimpleMeterRegistry()));
        JunkAudit.Report report = audit.of(MemoryFixture.SPACE, 10, Duration.ofDays(90));
        return Objects.requireNonNull(report.found().get(Finding.ORPHAN)).examples();
    }
}
