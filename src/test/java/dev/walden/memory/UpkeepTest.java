package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.FactsMerged;
import dev.walden.activity.MemoryEvent.FactsWeighed;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upkeep over a real log, its tables and its word index. */
final class UpkeepTest {

    private static final Duration FADE = Duration.ofDays(90);
    private static final Duration RETIRE = Duration.ofDays(400);
    private static final Fading USUAL = new Fading(FADE, Duration.ZERO, false);

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
    void factsThatNobodyComparedCountAsOne() throws Exception {
        memory.append(
                old("m1", "Tea is ready.", "key:a"),
                old("m2", "tea is ready", "key:b"),
                old("m3", "Tea is not ready.", "key:a"),
                old("m4", "Tea is ready!", "key:a"));

        keepInOrder();

        assertThat(memory.ids("tea ready")).containsExactlyInAnyOrder("m1", "m3");
        FactDetails one = details("m1");
        assertThat(one.confirmations()).isEqualTo(2);
        assertThat(one.sources()).containsExactly("key:a", "key:b");
        assertThat(details("m2").supersededBy()).containsExactly("m1");
        assertThat(memory.events(FactsMerged.class))
                .containsExactly(new FactsMerged(MemoryFixture.SPACE, "m1", List.of("m2", "m4")));
    }

    @Test
    void anotherRoundFindsNothingMoreAndARebuildTheSame() throws Exception {
        memory.append(old("m1", "Tea is ready.", "key:a"), old("m2", "tea is ready", "key:b"));
        keepInOrder();
        FactDetails before = details("m1");

        keepInOrder();
        memory.deleteViews();

        assertThat(memory.events(FactsMerged.class)).hasSize(1);
        assertThat(details("m1")).isEqualTo(before);
        assertThat(memory.ids("tea ready")).containsExactly("m1");
        assertThat(memory.store(MemoryFixture.newFact("Tea is ready."))).isEqualTo("m1");
    }

    @Test
    void theSameWordsOfSomethingElseStayTwoFacts() throws Exception {
        memory.append(
                of(item("m1", "The price is 6.", "key:a", Map.of("product", "tea"), true)),
                of(item("m2", "The price is 6.", "key:a", Map.of("product", "milk"), true)));

        keepInOrder();

        assertThat(memory.events(FactsMerged.class)).isEmpty();
    }

    @Test
    void aTrustedFactTakesThePlaceOfOneThatIsNotAndIsNoneOfIt() throws Exception {
        memory.append(
                of(item("m1", "Owls sing.", "key:a", Map.of(), false)),
                of(item("m2", "Owls sing.", "key:a", Map.of(), true)),
                of(item("m3", "Owls sing.", "key:b", Map.of(), false)));

        keepInOrder();

        assertThat(memory.ids("owls sing")).containsExactly("m2");
        assertThat(memory.events(FactSuperseded.class))
                .extracting(FactSuperseded::items)
                .containsExactly(List.of("m1"));
        assertThat(memory.events(FactsMerged.class))
                .extracting(FactsMerged::items)
                .containsExactly(List.of("m3"));
        assertThat(memory.items().find("m2").orElseThrow().trusted()).isTrue();
    }

    @Test
    void aFactThatBeginsAfterAnEqualOneHasEndedStaysItself() throws Exception {
        Instant now = Instant.now();
        Instant monday = now.plus(Duration.ofDays(5));
        String first = memory.store(told("The office is closed.", now, now.plus(Duration.ofDays(2)), null));
        String second = memory.store(told("The office is closed.", monday, null, null));

        keepInOrder();

        assertThat(second).isNotEqualTo(first);
        assertThat(memory.events(FactsMerged.class)).isEmpty();
        assertThat(memory.items().find(second).orElseThrow().validity().endedBy(monday))
                .isFalse();
    }

    @Test
    void whatIsToTakeThePlaceOrWasMergedBeforeItBeginsIsDecidedOnce() throws Exception {
        Instant later = Instant.now().plus(Duration.ofDays(5));
        memory.store(told("Owls sing.", Instant.now(), null, "tool:clock"));
        memory.store(told("Owls sing.", later, null, null));
        memory.append(
                old("m1", "Tea is ready.", "key:a"),
                new FactStored(
                        item("m2", "Tea is ready.", "key:b", Map.of(), true),
                        new Claim(null, null, later, null, List.of())));

        keepInOrder();
        keepInOrder();

        assertThat(memory.events(FactSuperseded.class)).hasSize(1);
        assertThat(memory.events(FactsMerged.class)).hasSize(1);
    }

    @Test
    void whatEndsAFactThatIsNotTrustedDoesNotEndTheTrustedOneThatItCountsAs() throws Exception {
        Instant later = Instant.now().plus(Duration.ofDays(5));
        memory.append(
                old("m1", "Tea is ready.", "key:a"),
                of(item("m2", "Tea is ready.", "key:b", Map.of(), false)),
                of(item("m3", "The kettle broke.", "key:b", Map.of(), false)),
                new FactSuperseded(MemoryFixture.SPACE, List.of("m2"), "m3", later, "same-attribute"));

        keepInOrder();

        assertThat(memory.events(FactsMerged.class))
                .containsExactly(new FactsMerged(MemoryFixture.SPACE, "m1", List.of("m2")));
        assertThat(memory.items().find("m1").orElseThrow().validity().to()).isNull();
    }

    @Test
    void whatOneSourceSaidOfAMergedFactIsTakenBackAlone() throws Exception {
        memory.append(old("m1", "Tea is ready.", "key:a"), old("m2", "tea is ready", "key:b"));
        keepInOrder();

        memory.undoing().undo(MemoryFixture.SPACE, "key:a", "wrong", "key:k");

        assertThat(details("m1").sources()).containsExactly("key:b");
        assertThat(memory.ids("tea ready")).containsExactly("m1");
        memory.undoing().undo(MemoryFixture.SPACE, "key:b", "wrong", "key:k");
        assertThat(memory.ids("tea ready")).isEmpty();
        assertThat(memory.items().find("m1")).isEmpty();
        assertThat(memory.items().find("m2")).isEmpty();
    }

    @Test
    void whoForgetsOneOfThemForgetsAll() throws Exception {
        memory.append(
                old("m1", "Tea is ready.", "key:a"),
                old("m2", "tea is ready", "key:b"),
                old("m3", "Tea is ready!", "key:b"));
        keepInOrder();

        memory.items().erase(MemoryFixture.SPACE, List.of("m1"), "asked", "key:k");

        assertThat(memory.items().find("m2")).isEmpty();
        assertThat(memory.items().find("m3")).isEmpty();
        List<Long> forgotten = memory.activity()
                .views()
                .read(connection -> Sql.query(connection, "SELECT item FROM memory_forgotten", row -> row.getLong(1)));
        assertThat(forgotten).hasSize(3);
    }

    @Test
    void whatNobodyUsedForLongCountsHalfUntilItIsUsedAgain() throws Exception {
        TaskId task = memory.task("s", "Remember something.", "Done.", List.of());
        memory.append(old("m1", "Owls are awake at night.", "task:" + task));
        Instant later = Instant.now().plus(FADE).plusSeconds(90_000);

        keepInOrder(later, USUAL);

        assertThat(memory.events(FactsWeighed.class))
                .containsExactly(new FactsWeighed(MemoryFixture.SPACE, List.of("m1"), 50));
        assertThat(weightFound("owls", "m1")).isEqualTo(0.5);
        memory.append(new ContextGathered(memory.submitted("t", "Owls?"), List.of("m1"), List.of()));
        keepInOrder(Instant.now().plus(FADE), USUAL);
        assertThat(weightFound("owls", "m1")).isEqualTo(1);
        assertThat(details("m1").weight()).isEqualTo(100);
    }

    @Test
    void whatPeopleStatedThemselvesDoesNotFadeUnlessItIsToldTo() throws Exception {
        String stated = memory.fact("My sister sings on Mondays.");
        TaskId task = memory.task("s", "Remember something.", "Done.", List.of());
        memory.append(old("m1", "Herons nest here.", "task:" + task));
        memory.store(MemoryFixture.newFact("herons nest here"));
        Instant later = Instant.now().plus(RETIRE);

        keepInOrder(later, USUAL);

        assertThat(memory.events(FactsWeighed.class)).isEmpty();
        keepInOrder(later, new Fading(FADE, Duration.ZERO, true));
        assertThat(memory.events(FactsWeighed.class).getFirst().items()).containsExactlyInAnyOrder(stated, "m1");
    }

    @Test
    void whatIsRetiredIsNotFoundButStaysAndComesBackWhenItIsSaidAgain() throws Exception {
        TaskId task = memory.task("s", "Remember something.", "Done.", List.of());
        memory.append(old("m1", "Owls are awake at night.", "task:" + task));
        Instant later = Instant.now().plus(RETIRE).plusSeconds(90_000);

        keepInOrder(later, new Fading(FADE, RETIRE, false));

        assertThat(memory.ids("owls awake")).doesNotContain("m1");
        assertThat(memory.items().find("m1")).isPresent();
        memory.deleteViews();
        assertThat(memory.ids("owls awake")).doesNotContain("m1");
        assertThat(memory.fact("Owls are awake at night.")).isEqualTo("m1");
        assertThat(memory.ids("owls awake")).contains("m1");
    }

    @Test
    void aTaskThatStatesWhatIsRetiredBringsItBack() throws Exception {
        TaskId task = memory.task("s", "Remember something.", "Done.", List.of());
        memory.append(old("m1", "Owls are awake at night.", "task:" + task));
        keepInOrder(Instant.now().plus(RETIRE).plusSeconds(90_000), new Fading(FADE, RETIRE, false));
        assertThat(memory.ids("owls awake")).doesNotContain("m1");

        String stated = memory.store(MemoryFixture.newFact("Owls are awake at night."), "task:" + memory.newTask());

        assertThat(stated).isEqualTo("m1");
        assertThat(memory.ids("owls awake")).contains("m1");
        memory.store(MemoryFixture.newFact("Owls are awake at night."), "task:" + memory.newTask());
        assertThat(memory.events(FactConfirmed.class)).hasSize(1); // the second may have been given it
    }

    @Test
    void whatIsStatedMeanwhileDoesNotFade() throws Exception {
        TaskId task = memory.task("s", "Remember something.", "Done.", List.of());
        memory.append(old("m1", "Owls are awake at night.", "task:" + task));
        assertThat(memory.items().find("m1")).isPresent(); // waits for the views
        SpaceLocks locks = new SpaceLocks();
        Weighing weighing =
                new Weighing(memory.activity().log(), memory.activity().views(), locks, USUAL);
        FutureTask<List<FactsWeighed>> weighed = new FutureTask<>(() -> weighing.weigh(
                memory.activity()
                        .views()
                        .read(connection -> FactStretch.first(connection, MemoryFixture.SPACE))
                        .orElseThrow(),
                Instant.now().plus(RETIRE)));
        Thread weigher = Thread.ofPlatform().unstarted(weighed);

        locks.holding(List.of(MemoryFixture.SPACE), () -> {
            weigher.start();
            await().until(() -> weighed.isDone() || weigher.getState() == Thread.State.TIMED_WAITING);
            memory.append(new FactConfirmed(MemoryFixture.SPACE, "m1", "key:a", List.of(), true, null));
            return true;
        });

        assertThat(weighed.get()).isEmpty();
        assertThat(memory.events(FactsWeighed.class)).isEmpty();
    }

    @Test
    void aRoundThatIsBrokenOffGoesOnAndDecidesNothingTwice() throws Exception {
        int pairs = 1_500;
        List<ActivityEvent> facts = new ArrayList<>();
        IntStream.range(0, pairs).forEach(i -> {
            facts.add(old("a" + i, "Number " + i + " is taken.", "key:a"));
            facts.add(old("b" + i, "number " + i + " is taken", "key:b"));
        });
        memory.append(facts.toArray(ActivityEvent[]::new));
        AtomicInteger parts = new AtomicInteger();
        Instant now = Instant.now();

        boolean whole = memory.upkeep(InstantSource.fixed(now), USUAL).run(_ -> parts.incrementAndGet() == 1);
        int first = memory.events(FactsMerged.class).size();
        memory.restart();
        keepInOrder(now, USUAL);

        assertThat(whole).isFalse();
        assertThat(first).isBetween(1, pairs - 1);
        assertThat(memory.events(FactsMerged.class)).hasSize(pairs).doesNotHaveDuplicates();
    }

    @Test
    void theMetricsOfTheAuditAreThereWithoutAnyoneAsking() throws Exception {
        memory.append(
                of(item("m1", "The price is 6.", "key:a", Map.of("product", "tea"), true)),
                of(item("m2", "The price is 6.", "key:a", Map.of("product", "milk"), true)));

        keepInOrder();

        assertThat(duplicates()).isEqualTo(2);
        assertThat(memory.meters().get("walden.memory.upkeep.last").gauge().value())
                .isPositive();
    }

    @Test
    void theMetricsOfTheAuditForgetASpaceOfWhichNothingIsLeft() throws Exception {
        memory.append(
                of(item("m1", "The price is 6.", "key:a", Map.of("product", "tea"), true)),
                of(item("m2", "The price is 6.", "key:a", Map.of("product", "milk"), true)));
        keepInOrder();
        assertThat(duplicates()).isEqualTo(2);

        memory.items().erase(MemoryFixture.SPACE, List.of("m1", "m2"), "asked", "key:k");
        keepInOrder();

        assertThat(duplicates()).isZero();
    }

    private double duplicates() {
        return memory.meters()
                .get("walden.memory.junk.facts")
                .tag("finding", "duplicate")
                .gauge()
                .value();
    }

    private void keepInOrder() throws InterruptedException {
        keepInOrder(Instant.now(), USUAL);
    }

    private void keepInOrder(Instant now, Fading fading) throws InterruptedException {
        memory.activity().log().awaitApplied(memory.activity().log().durable(), Duration.ofSeconds(20));
        assertThat(memory.upkeep(InstantSource.fixed(now), fading).run(_ -> false))
                .isTrue();
    }

    private FactDetails details(String id) throws InterruptedException {
        return memory.items().details(id).orElseThrow();
    }

    private double weightFound(String query, String id) throws InterruptedException {
        return memory.hits(MemoryFixture.SPACE, query).stream()
                .filter(hit -> hit.item().id().equals(id))
                .mapToDouble(hit -> hit.scores().weight())
                .findFirst()
                .orElseThrow();
    }

    private static NewItem told(String text, Instant from, @Nullable Instant to, @Nullable String source) {
        FactTerms terms = new FactTerms(null, null, from, to, source);
        return new NewItem(
                ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), terms);
    }

    private static FactStored old(String id, String text, String source) {
        return of(item(id, text, source, Map.of(), true));
    }

    private static FactStored of(StoredItem item) {
        return new FactStored(item);
    }

    private static StoredItem item(
            String id, String text, String source, Map<String, String> metadata, boolean trusted) {
        return new StoredItem(
                id, MemoryFixture.SPACE, text, null, null, null, List.of(), null, metadata, trusted, source);
    }
}
