package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.plugin.Attachment;
import dev.walden.wal.LogRecord;
import dev.walden.wal.RecordRule.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls gave back beside their text, in a real log: it lives as long as the words of its record. */
class AttachmentsOnDiskTest {

    private static final byte[] PICTURE = "a picture of somebody".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] SOUND = {};
    private static final String WORDS = "words ".repeat(5_000);

    @TempDir
    private Path home;

    private static ToolCallFinished finished(String text, byte[]... attachments) {
        return new ToolCallFinished(Samples.TASK, "c1", ToolCallOutcome.SUCCEEDED, text, false, Duration.ofMillis(2))
                .giving(Attached.of(List.of(attachments).stream()
                        .map(bytes -> Attachment.of("image/png", bytes))
                        .toList()));
    }

    private EncryptedHome open(boolean encrypted) throws IOException {
        if (encrypted && !Files.exists(home.resolve("keys"))) {
            EncryptedHome.masterKey(home);
        }
        return encrypted ? EncryptedHome.on(home) : EncryptedHome.off(home);
    }

    private static List<Attached> attachments(EncryptedHome life, long seq) {
        return ((ToolCallFinished) life.event(seq)).attachments();
    }

    private static byte[] bytes(EncryptedHome life, Attached attached) {
        return new ByteStore(life.blobs, life.encryption).get(((Attached.Kept) attached).content());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theyAreThereInTheNextLifeAndAreNotReadWithTheRecord(boolean encrypted) throws Exception {
        long seq;
        try (EncryptedHome first = open(encrypted)) {
            seq = first.append(finished(WORDS, PICTURE, SOUND));
        }

        try (EncryptedHome next = open(encrypted)) {
            List<Attached> kept = attachments(next, seq);

            assertThat(kept).hasSize(2).hasOnlyElementsOfType(Attached.Kept.class);
            assertThat(((Attached.Kept) kept.getFirst()).content().bytes()).isEqualTo(PICTURE.length);
            assertThat(bytes(next, kept.get(0))).isEqualTo(PICTURE);
            assertThat(bytes(next, kept.get(1))).isEqualTo(SOUND);
            assertThat(next.replayed()).isEqualTo(List.of(finished(WORDS).giving(kept)));
            Files.delete(blob(kept.getFirst()));
            assertThat(next.event(seq)).isEqualTo(finished(WORDS).giving(kept));
        }
    }

    private Path blob(Attached attached) {
        String name = ((Attached.Kept) attached).content().blob();
        return home.resolve("blobs").resolve(name.substring(0, 2)).resolve(name);
    }

    @Test
    void encryptedOnesAreUnderTheKeyOfTheirRecord() throws Exception {
        try (EncryptedHome life = open(true)) {
            long seq = life.append(finished("", PICTURE));

            assertThat(EncryptedHome.filesHold(home, "a picture of somebody")).isFalse();
            assertThat(life.bodies().getFirst())
                    .contains("{\"$encrypted\":\""
                            + ((Attached.Kept) attachments(life, seq).getFirst())
                                    .content()
                                    .key() + "\",\"blobs\":[{\"$blob\":\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBackupHasThemAndAnAuditMissesOneThatIsGone(boolean encrypted, @TempDir Path other) throws Exception {
        try (EncryptedHome life = open(encrypted)) {
            Attached kept =
                    attachments(life, life.append(finished(WORDS, PICTURE))).getFirst();
            life.append(Samples.submitted("more")); // what a backup takes is known to be durable
            Path copy = other.resolve("backup");

            new Backup(home, copy, bytes -> {}).run(Instant.now());

            assertThat(new LogAudit(copy, null, true, bytes -> {}).run().problems())
                    .isEmpty();
            assertThat(Files.readAllBytes(copy.resolve(home.relativize(blob(kept)))))
                    .isEqualTo(Files.readAllBytes(blob(kept)));
            Files.delete(copy.resolve(home.relativize(blob(kept))));
            assertThat(new LogAudit(copy, null, true, bytes -> {}).run().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what()).contains("is missing"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSweepTakesThoseOfNoRecordAndNoOthers(boolean encrypted) throws Exception {
        try (EncryptedHome life = open(encrypted)) {
            life.append(finished("", PICTURE));
            new ByteStore(life.blobs, life.encryption).put(new byte[] {1}); // and then the process died
            BlobSweep sweep = new BlobSweep(life.wal, life.blobs, Duration.ofNanos(4), InstantSource.system());

            assertThat(sweep.run()).hasValue(1);
            assertThat(life.blobs.all()).hasSize(1);
        }
        try (EncryptedHome life = open(encrypted)) {
            ActivityEvent event = life.replayed().getFirst();

            assertThat(Wordless.of(event)).isEqualTo(finished(Wordless.FORGOTTEN));
            assertThat(new RecordedEvent(1, Instant.EPOCH, event).wordless().event())
                    .isNotEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSweepTakesThoseOfErasedWords(boolean encrypted) throws Exception {
        try (EncryptedHome life = open(encrypted)) {
            long seq = life.append(finished("", PICTURE));
            TreeMap<Long, byte[]> wordless = new TreeMap<>();
            life.wal.read(seq, seq, entry -> {
                ActivityEvent left =
                        life.codec.read(entry).orElseThrow().wordless().event();
                wordless.put(seq, life.codec.encodeInPlaceOf(entry, left));
                return false;
            });
            while (life.wal.rewrite(new TreeMap<>(wordless), "content-erased").isEmpty()) {
                life.append(Samples.submitted("until it is sealed"));
            }
            BlobSweep sweep = new BlobSweep(life.wal, life.blobs, Duration.ofNanos(4), InstantSource.system());

            assertThat(sweep.run()).hasValue(1);
            assertThat(life.blobs.all()).isEmpty();
            assertThat(life.event(seq)).isEqualTo(finished(Wordless.FORGOTTEN));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExpiredTaskNamesNone(boolean encrypted) throws Exception {
        try (EncryptedHome life = open(encrypted)) {
            long seq = life.append(finished("", PICTURE));
            ExpiredRecords expired = new ExpiredRecords(Set.of(), Instant.EPOCH, life.codec);

            life.wal.read(seq, seq, entry -> {
                Fate.Reworded left = (Fate.Reworded) expired.of(entry);
                assertThat(read(life.codec, entry, left.body())).isEqualTo(finished(Wordless.FORGOTTEN));
                assertThat(BlobReferences.mayName(left.body().array())).isFalse();
                return true;
            });
        }
    }

    private static ActivityEvent read(EventCodec codec, LogRecord old, ByteBuffer body) {
        return codec.read(new LogRecord(old.seq(), old.at(), body, body))
                .orElseThrow()
                .event();
    }

    @Test
    void anOutcomeWithoutRoomForThemIsNotRecordedAndWithThemIsOnce() throws Exception {
        RecordingFiles files = new RecordingFiles(home);
        files.fail("write blobs/" + Sha256.hex(PICTURE), "No space left on device");
        try (EncryptedHome life = open(false);
                BlobStore full = new BlobStore(home.resolve("blobs"), files, bytes -> {}, failure -> {})) {
            ActivityLog log = new DurableActivityLog(life.wal, new EventCodec(full), new AppliedPosition());
            ToolCallFinished outcome = finished("", SOUND, PICTURE);

            assertThatThrownBy(() -> log.appendOutcome(List.of(outcome))).isInstanceOf(ActivityException.NoSpace.class);
            assertThat(life.bodies()).isEmpty();
            files.fail("", "");
            long seq = log.appendOutcome(List.of(outcome)).last();

            assertThat(bytes(life, attachments(life, seq).get(1))).isEqualTo(PICTURE);
            assertThat(life.bodies()).hasSize(1);
        }
    }
}
