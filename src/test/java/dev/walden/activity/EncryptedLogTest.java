package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real log and its blobs, encrypted: what is read again, by whom, and what is refused. */
class EncryptedLogTest {

    private static final String SECRET = "heron-4711 ";
    private static final TaskEvent SHORT = new ToolCallEvent.InputGiven(Samples.TASK, SECRET, "k1");
    private static final TaskEvent LONG = Samples.submitted(SECRET.repeat(5_000));
    private static final Pattern KEY = Pattern.compile("\"\\$encrypted\":\"([0-9a-f]{16})\"");

    @TempDir
    private Path home;

    @BeforeEach
    void makeAKey() throws IOException {
        EncryptedHome.masterKey(home);
    }

    private static List<String> keysIn(List<String> bodies) {
        return bodies.stream()
                .flatMap(body -> KEY.matcher(body).results().map(found -> found.group(1)))
                .distinct()
                .toList();
    }

    @Test
    void everyEventComesBackInThisLifeAndTheNext() throws InterruptedException {
        List<ActivityEvent> all = new ArrayList<>(Samples.all());
        all.add(LONG);
        try (EncryptedHome life = EncryptedHome.on(home)) {
            all.forEach(life::append);

            assertThat(life.replayed()).isEqualTo(all);
            assertThat(life.bodies()).hasSize(all.size()).allMatch(body -> body.contains("\"$encrypted\":\""));
        }

        try (EncryptedHome life = EncryptedHome.on(home)) {
            assertThat(life.replayed()).isEqualTo(all);
        }
    }

    @Test
    void noFileHoldsTheWords() {
        try (EncryptedHome life = EncryptedHome.off(home)) {
            life.append(LONG);
        }
        assertThat(EncryptedHome.filesHold(home, SECRET))
                .as("what is not encrypted is found")
                .isTrue();
        Path other = home.resolve("other");
        String giver = "key-of-ann"; // too long to come about among encrypted bytes

        try (EncryptedHome life = with(other)) {
            life.append(new ToolCallEvent.InputGiven(Samples.TASK, SECRET, giver));
            life.append(LONG);
        }

        assertThat(EncryptedHome.filesHold(other, SECRET.strip())).isFalse();
        assertThat(EncryptedHome.filesHold(other, giver)).isFalse();
        assertThat(EncryptedHome.filesHold(other, Samples.TASK.value())).isTrue();
    }

    private static EncryptedHome with(Path other) {
        try {
            EncryptedHome.masterKey(other);
            return EncryptedHome.on(other);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void turnedOnOffAndOnAgainEverythingIsRead() throws Exception {
        try (EncryptedHome off = EncryptedHome.off(home)) {
            off.append(LONG);
        }
        try (EncryptedHome on = EncryptedHome.on(home)) {
            on.append(SHORT);
            on.append(LONG);
        }
        try (EncryptedHome off = EncryptedHome.off(home)) {
            off.append(SHORT);

            assertThat(off.replayed()).containsExactly(LONG, SHORT, LONG, SHORT);
        }
        try (EncryptedHome on = EncryptedHome.on(home)) {
            on.append(SHORT);

            assertThat(on.replayed()).containsExactly(LONG, SHORT, LONG, SHORT, SHORT);
            assertThat(on.bodies().stream().map(body -> body.contains("$encrypted")))
                    .containsExactly(false, true, true, false, true);
        }
    }

    @Test
    void aKeyIsUsedForAboutASegmentAndInOneLife() {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            for (int i = 0; i < 2_000; i++) {
                life.append(SHORT);
            }

            assertThat(keysIn(life.bodies())).hasSize((int)
                    (life.bodies().stream().mapToLong(String::length).sum() / EncryptedHome.BYTES_A_KEY));
        }

        try (EncryptedHome life = EncryptedHome.on(home)) {
            List<String> before = keysIn(life.bodies());
            life.append(SHORT);

            assertThat(keysIn(life.bodies())).hasSize(before.size() + 1);
        }
    }

    @Test
    void verifyingNeedsNoKey() throws IOException {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.append(SHORT);
            life.append(LONG);
        }
        Files.delete(home.resolve(EncryptionKeys.USUAL));

        LogAudit.Report report = new LogAudit(home, null, true, bytes -> {}).run();

        assertThat(report.problems()).isEmpty();
        assertThat(report.missingKeys()).isEmpty();
        assertThat(report.blobs()).isEqualTo(1);
        try (Stream<Path> blobs = Files.walk(home.resolve("blobs"))) {
            Path blob = blobs.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length / 2] ^= 1;
            Files.write(blob, bytes);
        }
        assertThat(new LogAudit(home, null, true, bytes -> {}).run().problems())
                .singleElement()
                .asString()
                .contains("is damaged");
    }

    @Test
    void whoHasNoKeySeesTheEnvelopeAndIsToldWhatIsNeeded() throws IOException {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.append(SHORT);
        }
        EncryptionKeys keys = EncryptedHome.keys(home);
        try (StoredActivity log = StoredActivity.open(keys)) {
            log.read(1, 1, entry -> {
                assertThat(entry.data()).containsEntry("text", SECRET);
                assertThat(entry.text())
                        .contains(SECRET, "\"seq\":1,")
                        .endsWith("}")
                        .doesNotContain("\"crc\"");
                assertThat(RecordLines.events(List.of(entry.text()), home))
                        .extracting(RecordedEvent::event)
                        .containsExactly(SHORT);
                assertThat(RecordLines.events(List.of(entry.line()), home, keys))
                        .extracting(RecordedEvent::event)
                        .containsExactly(SHORT);
                return true;
            });
        }
        Files.delete(home.resolve(EncryptionKeys.USUAL));

        try (StoredActivity log = StoredActivity.open(keys)) {
            log.read(1, 1, entry -> {
                assertThat(entry.type()).isEqualTo("input-given");
                assertThat(entry.task()).contains(Samples.TASK.value());
                assertThatThrownBy(entry::data)
                        .isInstanceOf(ActivityException.KeyUnusable.class)
                        .hasMessageContainingAll(
                                "Record 1 of the log is encrypted", "There is no master key", "keys/master.key");
                return true;
            });
        }
    }

    @Test
    void changedTextsAreDamageThoughTheirChecksumIsRight() throws IOException {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.append(SHORT);
            life.append(new TaskEvent.TaskPaused(Samples.TASK, "k1"));
        }

        assertThatReadingIsRefused(1, lines -> {
            int at = lines.getFirst().indexOf("\"text\":\"") + 30;
            char other = lines.getFirst().charAt(at) == 'A' ? 'B' : 'A';
            lines.set(
                    0,
                    lines.getFirst().substring(0, at) + other + lines.getFirst().substring(at + 1));
            return lines;
        });
    }

    @Test
    void textsOfTwoRecordsThatChangedPlacesAreDamage() throws IOException {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.log.append(List.of(SHORT, new TaskEvent.TaskPaused(Samples.TASK, "k1"))); // no marker comes between
        }

        assertThatReadingIsRefused(1, lines -> {
            String one = text(lines.get(0));
            String two = text(lines.get(1));
            lines.set(0, lines.get(0).replace(one, two));
            lines.set(1, lines.get(1).replace(two, one));
            return lines;
        });
    }

    private static String text(String line) {
        int from = line.indexOf("\"text\":\"");
        return line.substring(from, line.indexOf("\"}", from));
    }

    /** With the first lines of the log changed, and their checksums made right. */
    private void assertThatReadingIsRefused(long seq, UnaryOperator<List<String>> change) throws IOException {
        Path segment = home.resolve("log/00000000000000000001.jsonl");
        List<String> lines = new ArrayList<>(Files.readString(segment).lines().toList());
        List<String> changed = change.apply(new ArrayList<>(lines.subList(1, 3)));
        for (int i = 0; i < changed.size(); i++) {
            lines.set(i + 1, withChecksum(changed.get(i)));
        }
        Files.writeString(segment, String.join("\n", lines) + "\n");

        try (EncryptedHome life = EncryptedHome.on(home)) {
            assertThatThrownBy(() -> life.event(seq))
                    .isInstanceOf(ActivityException.Unreadable.class)
                    .hasMessageContainingAll("Record " + seq + " of the log cannot be read.", "was changed since");
            assertThatThrownBy(life::replayed).isInstanceOf(ActivityException.Unreadable.class);
        }
    }

    private static String withChecksum(String line) {
        String covered = line.substring(0, line.length() - 18);
        CRC32C crc = new CRC32C();
        crc.update(covered.getBytes(StandardCharsets.UTF_8));
        return covered + ",\"crc\":\"%08x\"}".formatted(crc.getValue());
    }

    @Test
    void aDataKeyThatIsGoneIsNamedWithItsRecord() throws IOException {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.append(SHORT);
        }
        String id = KeyFolder.in(home).ids().getFirst();
        Files.delete(home.resolve("keys/" + id + ".key"));

        Files.delete(home.resolve(EncryptionKeys.USUAL));
        LogAudit.Report report = new LogAudit(home, null, true, bytes -> {}).run();
        EncryptedHome.masterKey(home);

        assertThat(report.sound()).isTrue();
        assertThat(report.missingKeys()).containsExactly(new LogAudit.MissingKey(id, 1));
        try (EncryptedHome life = EncryptedHome.on(home)) {
            assertThatThrownBy(life::replayed)
                    .isInstanceOf(ActivityException.KeyUnusable.class)
                    .hasMessageContainingAll("Record 1 ", id, "is not there", "backup");
        }
    }

    @Test
    void aBackupHoldsTheWrappedKeysAndIsReadWithTheMasterKey(@TempDir Path folder) throws Exception {
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.append(SHORT);
            life.append(LONG);
        }
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");

        BackupManifest manifest = new Backup(home, backup, bytes -> {}).run(Instant.EPOCH);
        new Restore(backup, restored, bytes -> {}).run();

        assertThat(manifest.needsMasterKey()).isTrue();
        assertThat(backup.resolve(EncryptionKeys.USUAL)).doesNotExist();
        assertThatThrownBy(() -> EncryptedHome.off(restored)).isInstanceOf(ActivityException.KeyUnusable.class);
        Files.copy(home.resolve(EncryptionKeys.USUAL), restored.resolve(EncryptionKeys.USUAL));
        try (EncryptedHome life = EncryptedHome.off(restored)) {
            assertThat(life.replayed()).containsExactly(SHORT, LONG);
        }
    }
}
