package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ForgottenWords.Forgotten;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.FactStored;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words are erased from an encrypted log as from a plain one, also once nothing new is encrypted. */
class EncryptedErasureTest {

    private static final Duration WITHIN = Duration.ofDays(30);

    @TempDir
    private Path home;

    private static FactStored fact(String text) {
        return new FactStored(
                new StoredItem("m1", Space.DEFAULT, text, null, null, null, List.of(), null, Map.of(), true, "key:k"));
    }

    @Test
    void theRecordStaysEncryptedAndItsBlobGoes() throws Exception {
        EncryptedHome.masterKey(home);
        long item;
        long other;
        try (EncryptedHome on = EncryptedHome.on(home)) {
            item = on.append(fact("secret ".repeat(10_000)));
            other = on.append(fact("kept ".repeat(10_000)));
        }
        try (EncryptedHome off = EncryptedHome.off(home);
                ActivityFixture views = ActivityFixture.on(off.wal, off.codec, home)) {
            assertThat(off.blobs.all()).hasSize(2);
            long since = off.append(new ContentErased(Space.DEFAULT, List.of("m1"), "asked", "key:k"));
            Forgotten forgotten = new Forgotten(since, Optional.of(item), Optional.empty());

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                erase(off, views.views(), forgotten);
                assertThat(off.event(item)).isEqualTo(fact(Wordless.FORGOTTEN));
                assertThat(off.blobs.all()).hasSize(1);
            });
            List<String> bodies = off.bodies();
            erase(off, views.views(), forgotten);

            assertThat(off.event(other)).isEqualTo(fact("kept ".repeat(10_000)));
            assertThat(bodies.getFirst()).contains("\"$encrypted\"").doesNotContain(Wordless.FORGOTTEN);
            assertThat(off.bodies().getFirst()).as("once is enough").isEqualTo(bodies.getFirst());
        }
    }

    private static void erase(EncryptedHome life, Views views, Forgotten forgotten) {
        new Eraser(
                        life.wal,
                        life.codec,
                        new BlobSweep(life.wal, life.blobs, Duration.ofNanos(4), InstantSource.system()),
                        new ForgottenRecords(
                                views,
                                () -> Optional.of((connection, number) -> List.of(forgotten)),
                                () -> Optional.of((task, connection) -> Optional.of(List.of()))),
                        new ErasingTime(() -> Instant.now().plus(WITHIN), WITHIN, late -> {}))
                .erase();
    }
}
