package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactsMerged;
import dev.walden.activity.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too old is forgotten, and nothing else. */
final class ForgettingByAgeTest {

    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration LONG = Duration.ofDays(300);

    @TempDir
    private Path home;

    private MemoryFixture memory;
    private Ageing ageing;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
        ageing = new Ageing(memory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private ForgettingByAge keepingFacts() {
        return ageing.keeping(Duration.ZERO, Duration.ZERO, KEEP);
    }

    @Test
    void eachKindHasItsOwnTime() throws Exception {
        memory.said("s", "Ann", "The owl sings.");
        memory.fact("Owls are birds.");
        memory.task("s", "Which owl is it?", "The owl of Ann.", List.of());
        ageing.pass(Duration.ofDays(40));

        assertThat(ageing.round(ageing.keeping(KEEP, LONG, Duration.ZERO))).isEqualTo(1);
        assertThat(memory.texts("owl owls"))
                .containsExactlyInAnyOrder("Owls are birds.", "Which owl is it?\nThe owl of Ann.");
        assertThat(ageing.round(ageing.keeping(Duration.ZERO, KEEP, LONG))).isEqualTo(1);
        assertThat(memory.texts("owl owls")).containsExactly("Owls are birds.");
        assertThat(memory.gather("s", "Hm").turns()).isEmpty();
        assertThat(ageing.round(ageing.keeping(KEEP, KEEP, KEEP))).isEqualTo(1);
        assertThat(memory.texts("owl owls")).isEmpty();
        memory.deleteViews();
        assertThat(memory.texts("owl owls")).isEmpty();
    }

    @Test
    void whatIsYoungerStays() throws Exception {
        memory.said("s", "Ann", "The owl sings.");
        Instant between = Ageing.moment();
        memory.said("s", "Ann", "The owl sleeps.");
        ageing.setClock(between.plus(KEEP));
        ForgettingByAge forgetting = ageing.keeping(KEEP, KEEP, KEEP);

        assertThat(ageing.round(forgetting)).isEqualTo(1);
        assertThat(ageing.round(forgetting)).isEqualTo(1);

        assertThat(memory.events(ContentErased.class))
                .extracting(ContentErased::reason)
                .containsOnly("older than PT720H");
        assertThat(memory.texts("owl")).isEmpty();
    }

    @Test
    void aFactThatWasSaidAgainStays() throws Exception {
        memory.fact("Owls sing.");
        memory.fact("Owls sleep.");
        Instant between = Ageing.moment();
        memory.fact("Owls sing.");
        ageing.setClock(between.plus(KEEP));

        assertThat(ageing.round(keepingFacts())).isEqualTo(1);

        assertThat(memory.texts("owls")).containsExactly("Owls sing.");
    }

    @Test
    void factsThatCountAsOneAreAsOldAsTheNewest() throws Exception {
        String old = memory.fact("Tea is ready.");
        Instant between = Ageing.moment();
        String young = memory.fact("Owls sing.");
        memory.append(new FactsMerged(MemoryFixture.SPACE, young, List.of(old)));
        ageing.setClock(between.plus(KEEP));

        assertThat(ageing.round(keepingFacts())).isZero();

        assertThat(memory.texts("owls")).containsExactly("Owls sing.");
    }

    @Test
    void allSpacesAreGoneThroughInParts() throws Exception {
        for (int i = 0; i < 450; i++) {
            memory.fact(new Space(i % 2 == 0 ? "even" : "odd"), "Owl number " + i + " sings.");
        }
        ageing.pass(KEEP.plusDays(1));

        assertThat(ageing.round(keepingFacts())).isEqualTo(450);

        assertThat(memory.events(ContentErased.class)).hasSizeGreaterThan(2);
        assertThat(memory.hits(new Space("even"), "owl")).isEmpty();
        assertThat(memory.hits(new Space("odd"), "owl")).isEmpty();
    }

    /** As the process that is killed; it loses the views as well. */
    @Test
    void whenItIsTimeToEndTheRestWaitsForTheNextStart() throws Exception {
        for (int i = 0; i < 250; i++) {
            memory.fact("Owl number " + i + " sings.");
        }
        memory.fact(new Space("zoo"), "Owls are birds.");
        ageing.pass(KEEP.plusDays(1));
        ForgettingByAge forgetting = keepingFacts();
        assertThat(forgetting.round(_ -> false)).isZero();
        ageing.pass(Ageing.APART);

        assertThatThrownBy(() -> forgetting.round(_ -> true)).isInstanceOf(InterruptedException.class);
        assertThat(erased()).hasSize(200);
        memory.deleteViews();
        assertThat(ageing.round(keepingFacts())).isEqualTo(51);

        assertThat(erased()).hasSize(251).doesNotHaveDuplicates();
    }

    @Test
    void whenItIsTimeToEndNoOtherSpaceAndNoOtherKindHasItsTurn() throws Exception {
        memory.said("s", "Ann", "The owl sings.");
        memory.fact(new Space("one"), "Owls are birds.");
        memory.fact(new Space("two"), "Owls are birds.");
        ageing.pass(KEEP.plusDays(1));
        ForgettingByAge forgetting = ageing.keeping(KEEP);
        forgetting.round(_ -> false);
        ageing.pass(Ageing.APART);

        for (int left = 3; left > 0; left--) {
            int before = erased().size();
            assertThatThrownBy(() -> forgetting.round(_ -> erased().size() > before))
                    .isInstanceOf(InterruptedException.class);
            assertThat(erased()).hasSize(4 - left);
        }
    }

    @Test
    void whenItIsTimeToEndNothingIsReadAnyMoreAlsoWhereNothingIsTooOld() {
        memory.fact("Owls are birds.");
        memory.activity().settle();

        assertThatThrownBy(() -> keepingFacts().round(_ -> true)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aFactIsNotForgottenWhileSomebodySaysItAgain() throws Exception {
        String fact = memory.fact("Owls sing.");
        memory.activity().settle();
        ageing.setClock(Ageing.moment().plus(KEEP));
        ForgettingByAge forgetting = keepingFacts();
        forgetting.round(_ -> false);
        ageing.pass(Ageing.APART);
        FutureTask<Integer> round = new FutureTask<>(() -> forgetting.round(_ -> false));
        Thread forgetter = Thread.ofPlatform().unstarted(round);

        memory.locks().holding(List.of(MemoryFixture.SPACE), () -> {
            forgetter.start();
            await().until(() -> round.isDone() || forgetter.getState() == Thread.State.TIMED_WAITING);
            memory.append(new FactConfirmed(MemoryFixture.SPACE, fact, "key:a", List.of(), true, null));
            return true;
        });

        assertThat(round.get()).isZero();
        assertThat(memory.texts("owls")).containsExactly("Owls sing.");
    }

    @Test
    void aSpaceWhoseLockIsNotToBeHadWaitsForTheNextRoundWithItsFactsAlone() throws Exception {
        Space busy = new Space("busy");
        for (int i = 0; i < 450; i++) {
            memory.fact(busy, "Owl number " + i + " sings.");
        }
        memory.said("s", "Ann", "The owl sings.");
        memory.fact(new Space("zoo"), "Owls are birds.");
        SpaceLocks locks = new SpaceLocks(Duration.ofMillis(1));
        ageing = new Ageing(memory, locks);
        ageing.pass(KEEP.plusDays(1));
        ForgettingByAge forgetting = ageing.keeping(KEEP);

        int forgotten = locks.holding(List.of(busy, MemoryFixture.SPACE), () -> {
            FutureTask<Integer> round = new FutureTask<>(() -> ageing.round(forgetting));
            Thread.ofPlatform().start(round);
            return got(round);
        });

        assertThat(forgotten).isEqualTo(2);
        assertThat(memory.meters()
                        .get("walden.memory.upkeep.failures")
                        .tag("work", "forgetting")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(ageing.round(forgetting)).isEqualTo(450);
    }

    private static int got(FutureTask<Integer> round) throws InterruptedException {
        try {
            return round.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> erased() {
        return memory.events(ContentErased.class).stream()
                .flatMap(erased -> erased.items().stream())
                .toList();
    }

    @Test
    void aClockThatWasSetAheadForAMomentDoesNoHarm() throws Exception {
        memory.fact("Owls sing.");
        ForgettingByAge forgetting = ageing.keeping(KEEP);
        Instant right = ageing.now();
        ageing.setClock(right.plus(LONG));

        assertThat(forgetting.round(_ -> false)).isZero();
        ageing.setClock(right);
        ageing.pass(Ageing.APART);
        assertThat(forgetting.round(_ -> false)).isZero();
        ageing.pass(Ageing.APART);

        assertThat(forgetting.round(_ -> false)).isZero();
        assertThat(memory.texts("owls")).containsExactly("Owls sing.");
    }

    /** What somebody says again, or forgets, between the list and the record. */
    @Test
    void onlyWhatIsTooOldStillIsForgotten() throws Exception {
        String again = memory.fact("Owls sing.");
        String old = memory.fact("Owls sleep.");
        Instant between = Ageing.moment();
        memory.fact("Owls sing.");
        String young = memory.fact("Owls fly.");
        memory.activity().settle();
        OldItems facts = new OldItems(ItemKind.FACT, KEEP);

        List<String> still = memory.activity()
                .views()
                .read(views -> facts.still(views, facts.limit(views, between.plus(KEEP)), List.of(again, old, young)));

        assertThat(still).containsExactly(old);
    }

    @Test
    void aTimeThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionProperties(Duration.ofHours(1), Duration.ZERO, Duration.ZERO))
                .withMessage("walden.memory.retention.messages must be 0s for ever, or 1d to 36500d; found: PT1H");
    }
}
