package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was too old goes alone: whatever is younger and rests on it stays. */
final class AgedItemsTest {

    private static final List<String> TABLES = List.of(
            "memory_items", "memory_tasks", "memory_episodes", "memory_forgotten", "memory_counts", "memory_learned");
    private static final String SUMMARY = "msummary11111111a";

    @TempDir
    private Path home;

    private LearnedFixture tasks;
    private MemoryFixture memory;
    private Ageing ageing;

    @BeforeEach
    void open() {
        tasks = LearnedFixture.open(home);
        memory = tasks.memory();
        ageing = new Ageing(memory);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private Map<String, List<String>> tables() {
        memory.activity().settle();
        Map<String, List<String>> tables = new LinkedHashMap<>();
        TABLES.forEach(table -> tables.put(table, memory.activity().dump(table)));
        return tables;
    }

    private void assertThatARebuildGivesTheSame() throws Exception {
        Map<String, List<String>> before = tables();
        memory.deleteViews();
        assertThat(tables()).isEqualTo(before);
    }

    private List<String> turns() throws InterruptedException {
        return memory.gather("s", "Hm").turns().stream()
                .map(turn -> turn.message().text())
                .toList();
    }

    @Test
    void aYoungTaskThatReadWhatIsOldIsWhole() throws Exception {
        String message = memory.said("s", "Ann", "My pin is heron.");
        String fact = memory.fact("Herons are birds.");
        TaskId old = memory.task("s", "Which bird is it?", "The heron.", List.of(message));
        Instant between = Ageing.moment();
        memory.task("s", "What is my pin?", "Your pin is heron.", List.of(message, fact, ItemIds.ofEpisode(old)));

        assertThat(ageing.forgetBefore(between)).isEqualTo(3);

        assertThat(memory.texts("pin heron herons bird birds")).containsExactly("What is my pin?\nYour pin is heron.");
        assertThat(turns()).containsExactly("What is my pin?", "Your pin is heron.");
        assertThatARebuildGivesTheSame();
        assertThat(memory.texts("pin heron herons bird birds")).containsExactly("What is my pin?\nYour pin is heron.");
    }

    @Test
    void aTaskAtWorkWhileItsSourceBecomesTooOldKeepsItsWords() throws Exception {
        String message = memory.said("s", "Ann", "My pin is heron.");
        TaskId task = memory.submitted("s", "What is my pin?");
        assertThat(ageing.forgetBefore(Ageing.moment())).isEqualTo(1);

        memory.completed(task, "s", "Your pin is heron.", List.of(message));

        assertThat(memory.texts("pin heron")).containsExactly("What is my pin?\nYour pin is heron.");
        assertThatARebuildGivesTheSame();
    }

    @Test
    void whatSomebodyForgetsLaterTakesAlongAsEver() throws Exception {
        String message = memory.said("s", "Ann", "My pin is heron.");
        Instant between = Ageing.moment();
        String fact = memory.fact("Herons are birds.");
        memory.task("s", "What is my pin?", "Your pin is heron.", List.of(message, fact));
        ageing.forgetBefore(between);

        memory.items().erase(MemoryFixture.SPACE, List.of(fact), "asked", "key:k");

        assertThat(memory.texts("pin heron herons")).isEmpty();
        assertThatARebuildGivesTheSame();
    }

    @Test
    void aSummaryGoesWithTheLastOfItsEpisodes() throws Exception {
        TaskId first = memory.task("trip", "Book the train to Lisbon.", "Booked.", List.of());
        Instant between = Ageing.moment();
        TaskId second = memory.task("trip", "Reserve a room in Lisbon.", "Reserved.", List.of());
        memory.append(summary(first, second));

        assertThat(ageing.forgetBefore(between)).isEqualTo(1);
        assertThat(memory.texts("Lisbon"))
                .containsExactly("sunshine in Lisbon", "Reserve a room in Lisbon.\nReserved.");
        assertThat(ageing.forgetBefore(Ageing.moment())).isEqualTo(2);

        assertThat(memory.texts("Lisbon")).isEmpty();
        assertThat(tables().get("memory_items")).noneMatch(row -> row.contains("Lisbon"));
        assertThatARebuildGivesTheSame();
    }

    @Test
    void aSummaryOfWhichOneEpisodeWasTooOldFallsWhenAnotherIsForgotten() throws Exception {
        TaskId first = memory.task("trip", "Book the train to Lisbon.", "Booked.", List.of());
        Instant between = Ageing.moment();
        TaskId second = memory.task("trip", "Reserve a room in Lisbon.", "Reserved.", List.of());
        memory.append(summary(first, second));
        ageing.forgetBefore(between);

        memory.items().erase(MemoryFixture.SPACE, List.of(ItemIds.ofEpisode(second)), "asked", "key:k");

        assertThat(memory.texts("Lisbon")).isEmpty();
        assertThat(memory.items().count(ItemKind.SUMMARY)).isZero();
        assertThatARebuildGivesTheSame();
    }

    @Test
    void whatWasTooOldCanBeForgottenWithWhatRepeatsIt() throws Exception {
        String message = memory.said("s", "Ann", "My pin is heron.");
        Instant between = Ageing.moment();
        TaskId late = memory.submitted("s", "And my pin is?");
        memory.task("s", "What is my pin?", "Your pin is heron.", List.of(message));
        ageing.forgetBefore(between);
        assertThat(memory.items().find(message)).isEmpty();
        assertThat(memory.items().findForgettable(message)).isPresent();

        assertThat(memory.items().erase(MemoryFixture.SPACE, List.of(message), "asked", "key:k"))
                .hasSize(1);
        memory.completed(late, "s", "It is heron.", List.of(message));

        assertThat(memory.texts("pin heron")).isEmpty();
        assertThat(turns()).isEmpty();
        assertThat(memory.items().findForgettable(message)).isEmpty();
        assertThat(memory.items().erase(MemoryFixture.SPACE, List.of(message), "asked", "key:k"))
                .isEmpty();
        assertThatARebuildGivesTheSame();
    }

    @Test
    void whatSomebodyWantsGoneWhileAgeTakesItTakesAlongWhatRepeatsIt() throws Exception {
        String message = memory.said("s", "Ann", "My pin is heron.");
        TaskId late = memory.submitted("s", "And my pin is?");
        memory.task("s", "What is my pin?", "Your pin is heron.", List.of(message));

        memory.append(
                new ContentErased(MemoryFixture.SPACE, List.of(message), "older", ContentErased.RETENTION),
                new ContentErased(MemoryFixture.SPACE, List.of(message), "asked", "key:k"));
        memory.completed(late, "s", "It is heron.", List.of(message));

        assertThat(memory.texts("pin heron")).isEmpty();
        assertThat(turns()).isEmpty();
    }

    private static SessionSummarized summary(TaskId... tasks) {
        return new SessionSummarized(
                SUMMARY, MemoryFixture.SPACE, "trip", List.of(tasks), "sunshine in Lisbon", Instant.now(), true);
    }

    @Test
    void factsOfATaskThatWasTooOldAreNoOrphans() throws Exception {
        TaskId task = memory.submitted("s", "Remember it.");
        memory.store(MemoryFixture.newFact("Herons are birds."), "task:" + task);
        memory.completed(task, "s", "I will.", List.of());

        Instant now = Ageing.moment();
        ageing.setClock(now.plus(Duration.ofDays(30)));
        assertThat(ageing.round(ageing.keeping(Duration.ZERO, Duration.ofDays(30), Duration.ZERO)))
                .isEqualTo(1);
        memory.activity().settle();

        JunkAudit.Report report = new JunkAudit(
                        memory.activity().views(), InstantSource.system(), new MemoryMetrics(memory.meters()))
                .of(MemoryFixture.SPACE, 10, Duration.ofDays(90));
        assertThat(report.count(Finding.ORPHAN)).isZero();
        assertThat(memory.texts("herons")).containsExactly("Herons are birds.");
    }
}
