package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JunkAuditTest {

    private static final Duration OLD = Duration.ofDays(90);

    @TempDir
    private Path home;

    private MemoryFixture memory;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private InstantSource now = InstantSource.system();

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void duplicatesOfOlderVersionsAreFound() throws Exception {
        memory.append(old("m1", "Tea is ready."), old("m2", "tea is ready"), old("m3", "Tea is not ready."));

        assertThat(found(Finding.DUPLICATE).examples()).containsExactly("m1", "m2");
        assertThat(found(Finding.DUPLICATE).count()).isEqualTo(2);
        assertThat(meters.get("walden.memory.junk.facts")
                        .tag("finding", "duplicate")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void factsThatAreNeverTrueTogetherAreNeitherDuplicatesNorContradictions() throws Exception {
        Instant monday = Instant.now().plus(Duration.ofDays(5));
        memory.append(
                new FactStored(item("m1", "The office is closed.", "key:k"), until(monday.minusSeconds(1))),
                new FactStored(item("m2", "the office is closed", "key:k"), from(monday)));

        assertThat(found(Finding.DUPLICATE).examples()).isEmpty();
        assertThat(found(Finding.CONTRADICTION).examples()).isEmpty();
    }

    @Test
    void oneThatWillBeTrueWhileItsEqualStillIsIsADuplicate() throws Exception {
        Instant monday = Instant.now().plus(Duration.ofDays(5));
        memory.append(
                new FactStored(item("m1", "The office is closed.", "key:k"), until(monday.plusSeconds(1))),
                new FactStored(item("m2", "the office is closed", "key:k"), from(monday)));

        assertThat(found(Finding.DUPLICATE).examples()).containsExactly("m1");
    }

    @Test
    void whatContradictsAndIsNotSettledIsFound() throws Exception {
        memory.fact("The admin password is heron.");
        FactTerms terms = new FactTerms(null, null, null, null, "document:d1");
        String doubted = memory.store(new NewItem(
                ItemKind.FACT,
                MemoryFixture.SPACE,
                "The admin password is owl.",
                null,
                null,
                null,
                List.of(),
                null,
                Map.of(),
                terms));
        memory.fact("Ada lives in Rome.");
        memory.fact("Ada lives in Oslo.");

        assertThat(found(Finding.CONTRADICTION).examples()).hasSize(2).contains(doubted);
    }

    @Test
    void aFactWhoseTaskWasForgottenIsAnOrphan() throws Exception {
        TaskId task = memory.task("s", "Remember something.", "Done.", List.of());
        TaskId kept = memory.task("s", "Remember more.", "Done.", List.of());
        memory.append(told("m1", "Owls are awake.", task), told("m2", "Herons sing.", kept));
        memory.items().erase(MemoryFixture.SPACE, List.of(ItemIds.ofEpisode(task)), "asked", "key:k");

        assertThat(found(Finding.ORPHAN).examples()).containsExactly("m1");
    }

    @Test
    void whatIsOldAndCarriedNoAnswerIsUnused() throws Exception {
        String used = memory.fact("Herons sing.");
        String unused = memory.fact("Owls are awake.");
        memory.task("s", "Do herons sing?", "Yes.", List.of(used));

        assertThat(found(Finding.UNUSED).examples()).isEmpty();
        now = InstantSource.fixed(Instant.now().plus(OLD).plusSeconds(60));
        assertThat(found(Finding.UNUSED).examples()).containsExactly(unused);
    }

    private JunkAudit.Found found(Finding finding) throws InterruptedException {
        assertThat(memory.items().find("nothing")).isEmpty(); // waits for the views
        MemoryMetrics metrics = new MemoryMetrics(meters);
        JunkAudit.Report report =
                new JunkAudit(memory.activity().views(), now, metrics).of(MemoryFixture.SPACE, 10, OLD);
        assertThat(new JunkAudit(memory.activity().views(), now, new MemoryMetrics(new SimpleMeterRegistry()))
                        .of(new Space("other"), 10, OLD)
                        .found()
                        .values())
                .allMatch(none -> none.count() == 0);
        return Objects.requireNonNull(report.found().get(finding));
    }

    private static Claim until(Instant end) {
        return new Claim("office", "state", Instant.now().minusSeconds(60), end, List.of());
    }

    private static Claim from(Instant begin) {
        return new Claim("office", "state", begin, null, List.of());
    }

    private static FactStored old(String id, String text) {
        return new FactStored(item(id, text, "key:k"));
    }

    private static FactStored told(String id, String text, TaskId task) {
        return new FactStored(item(id, text, "task:" + task));
    }

    private static StoredItem item(String id, String text, String source) {
        return new StoredItem(id, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), true, source);
    }
}
