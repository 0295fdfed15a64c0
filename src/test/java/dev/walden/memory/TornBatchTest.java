package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.activity.TornLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with an idempotency key whose commit was cut by a crash is completed when it is sent again. */
final class TornBatchTest {

    private static final IdempotencyKeys.Request REQUEST = new IdempotencyKeys.Request("k", "once", "digest");
    private static final List<NewItem> ITEMS = List.of(
            message("Herons sing."),
            message("Owls are awake."),
            MemoryFixture.newFact("Ada lives in Rome."),
            message("Herons sing."));

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void sentAgainItStoresEachItemOnceAndAnswersTheSame(int kept) throws Exception {
        List<String> ids;
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.said("s", null, "Tea is ready.");
            ids = memory.items().store(ITEMS, "key:k", REQUEST).ids();
        }
        cutBehind(1 + kept);

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            assertThat(memory.activity().dump("memory_items")).hasSize(1 + kept);
            MemoryItems.Stored again = memory.items().store(ITEMS, "key:k", REQUEST);
            MemoryItems.Stored onceMore = memory.items().store(ITEMS, "key:k", REQUEST);

            assertThat(again.ids()).isEqualTo(ids).doesNotHaveDuplicates();
            assertThat(onceMore).isEqualTo(again);
            assertThat(memory.events(MessageStored.class))
                    .extracting(stored -> stored.item().text())
                    .containsExactly("Tea is ready.", "Herons sing.", "Owls are awake.", "Herons sing.");
            assertThat(memory.events(FactStored.class)).hasSize(1);
            assertThat(memory.activity().dump("memory_items")).hasSize(5);
            assertThat(memory.items().details(ids.get(2)).orElseThrow().confirmations())
                    .isZero();
            assertThatThrownBy(() ->
                            memory.items().store(ITEMS, "key:k", new IdempotencyKeys.Request("k", "once", "other")))
                    .isInstanceOf(ActivityException.IdempotencyConflict.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void sentAgainItConfirmsWhatWasKnownOnce(int kept) throws Exception {
        List<NewItem> facts = List.of(
                MemoryFixture.newFact("Ada lives in Rome."),
                MemoryFixture.newFact("Bob lives in Oslo."),
                MemoryFixture.newFact("Ada lives in Rome."));
        List<String> ids;
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            String known = memory.fact("Ada lives in Rome.");
            ids = memory.items().store(facts, "key:k", REQUEST).ids();
            assertThat(ids).first().isEqualTo(known).isEqualTo(ids.getLast());
        }
        cutBehind(1 + kept);

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            Instant seen = memory.items().details(ids.getFirst()).orElseThrow().lastSeen();
            assertThat(memory.items().store(facts, "key:k", REQUEST).ids()).isEqualTo(ids);
            assertThat(memory.items().store(facts, "key:k", REQUEST).ids()).isEqualTo(ids);

            FactDetails details = memory.items().details(ids.getFirst()).orElseThrow();
            assertThat(details.confirmations()).isEqualTo(2);
            if (kept == 3) {
                assertThat(details.lastSeen()).isEqualTo(seen);
            }
            assertThat(memory.events(FactConfirmed.class))
                    .hasSize(2)
                    .extracting(FactConfirmed::id)
                    .doesNotHaveDuplicates();
            assertThat(memory.events(FactStored.class)).hasSize(2);
        }
    }

    @Test
    void whatWasForgottenOfItIsNotStoredAgain() throws Exception {
        List<String> ids;
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            ids = memory.items().store(ITEMS, "key:k", REQUEST).ids();
        }
        cutBehind(2);

        try (MemoryFixture memory = MemoryFixture.open(home)) {
            memory.items().erase(MemoryFixture.SPACE, ids.subList(0, 1), "asked", "key:k");
            assertThat(memory.items().store(ITEMS, "key:k", REQUEST).ids()).isEqualTo(ids);

            assertThat(memory.items().find(ids.getFirst())).isEmpty();
            assertThat(memory.texts("owls herons ada")).hasSize(3);
        }
    }

    @Test
    void anotherUseOfAKeyThatIsForgottenStoresAnew() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            IdempotencyKeys.Period first = memory.activity().idempotencyKeys().period();
            List<String> ids = memory.items().store(ITEMS, "key:k", REQUEST).ids();

            KeyedBatch soon = batch(memory, first.number() + 1, first.since());
            KeyedBatch later = batch(memory, first.number() + 1, Instant.now().plusSeconds(60));
            KeyedBatch muchLater =
                    batch(memory, first.number() + 2, Instant.now().plusSeconds(60));

            assertThat(soon.there().keySet()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(later.there()).isEmpty();
            assertThat(later.ids()).doesNotContainAnyElementsOf(ids);
            assertThat(muchLater.ids()).doesNotContainAnyElementsOf(later.ids());
        }
    }

    /** The length of periods was changed, so that one has the number of an earlier one. */
    @Test
    void anIdIsNotGivenTwice() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            IdempotencyKeys.Period first = memory.activity().idempotencyKeys().period();
            List<String> ids = memory.items().store(ITEMS, "key:k", REQUEST).ids();

            KeyedBatch later = batch(memory, first.number(), Instant.now().plusSeconds(60));

            assertThat(later.there()).isEmpty();
            assertThat(later.ids()).hasSize(4).doesNotHaveDuplicates().doesNotContainAnyElementsOf(ids);
        }
    }

    private static KeyedBatch batch(MemoryFixture memory, long period, Instant since) {
        return memory.activity()
                .views()
                .read(connection ->
                        KeyedBatch.of(connection, REQUEST, new IdempotencyKeys.Period(period, since), ITEMS.size()));
    }

    private static NewItem message(String text) {
        return new NewItem(
                ItemKind.MESSAGE, MemoryFixture.SPACE, text, "s", null, null, List.of(), null, Map.of(), null);
    }

    /** Behind so many records of events. */
    private void cutBehind(int records) throws IOException {
        TornLog.cutBehind(
                records,
                line -> line.contains("-stored\"")
                        || line.contains("fact-confirmed")
                        || line.contains("idempotency-key-used"),
                home);
    }
}
