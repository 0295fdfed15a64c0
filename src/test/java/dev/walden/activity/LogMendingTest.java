package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.LogMending.Step;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A repair goes on until nothing more can be mended, and says what the last look found. */
class LogMendingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final byte[] BLOB = "something large".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path home;
    private Path backup;
    private Path blob;

    @BeforeEach
    void writeALogAndCopyIt() throws IOException {
        home = folder.resolve("home");
        backup = folder.resolve("backup");
        String sha256;
        try (var blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {})) {
            sha256 = blobs.put(BLOB);
        }
        blob = home.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
        var options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, true, InstantSource.system(), failure -> {});
        try (var log = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()))) {
            log.append(List.of(body("{\"$blob\":\"" + sha256 + "\",\"bytes\":15,\"head\":\"some\"}")), Urgency.NORMAL);
            for (int i = 0; i < 300; i++) {
                appendAndSeal(log, body("\"" + "word ".repeat(300) + "\""));
            }
        }
        FileSystemUtils.copyRecursively(home, backup);
    }

    /** The digest of each segment stands at the beginning of the next one, however late the lane that seals is. */
    private static void appendAndSeal(WriteAheadLog log, byte[] body) {
        long full = log.lastBefore(Instant.MAX);
        log.append(List.of(body), Urgency.NORMAL);
        if (log.lastBefore(Instant.MAX) > full) {
            await().atMost(Duration.ofSeconds(20)).until(() -> hasASealInItsNewestSegment(log));
        }
    }

    private static boolean hasASealInItsNewestSegment(WriteAheadLog log) {
        boolean[] found = {false};
        log.read(log.lastBefore(Instant.MAX) + 1, log.durable(), entry -> {
            found[0] |= RecordBody.typeOf(entry.body()).equals("segment-sealed");
            return true;
        });
        return found[0];
    }

    private static byte[] body(String text) {
        return ("\"type\":\"test\",\"v\":1,\"data\":{\"text\":" + text + "}").getBytes(StandardCharsets.UTF_8);
    }

    private LogMending mending(@Nullable Path from) {
        return new LogMending(home, from, 0, bytes -> {});
    }

    private Path segment(int index) throws IOException {
        try (var files = Files.list(backup.resolve("log"))) {
            var names = files.map(Path::getFileName)
                    .filter(name -> name.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
            return home.resolve("log").resolve(names.get(index));
        }
    }

    private LogAudit.Report audited() {
        return new LogAudit(home, null, true, bytes -> {}).run();
    }

    @Test
    void oneMissingSegmentIsAllThatWasDamaged() throws IOException {
        Files.delete(segment(1));

        var plan = mending(backup).apply(NOW);

        assertThat(plan.steps()).extracting(Step::kind).containsExactly("put_back");
        assertThat(plan.left()).isEmpty();
        assertThat(audited().problems()).isEmpty();
    }

    @Test
    void whatOnlyAMendedSegmentTellsOfIsMendedToo() throws IOException {
        Files.delete(segment(1));
        Files.delete(segment(2));

        assertThat(mending(backup).plan().steps()).hasSize(1);
        var plan = mending(backup).apply(NOW);

        assertThat(plan.steps()).extracting(Step::kind).containsExactly("put_back", "put_back");
        assertThat(plan.left()).isEmpty();
        assertThat(audited().problems()).isEmpty();
    }

    @Test
    void whatTheBackupLacksIsLeft() throws IOException {
        Files.delete(segment(1));
        Files.delete(segment(2));
        Files.delete(backup.resolve(home.relativize(segment(1))));

        var plan = mending(backup).apply(NOW);

        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.left()).isNotEmpty().isEqualTo(audited().problems());
        assertThat(plan.blobsLookedAt()).isFalse();
    }

    @Test
    void aMissingBlobIsNoticedAndPutBack() throws IOException {
        Files.delete(blob);

        assertThat(mending(null).plan().left())
                .singleElement()
                .hasToString(audited().problems().getFirst().toString());
        assertThat(mending(backup).plan().steps()).extracting(Step::kind).containsExactly("put_back_blob");
        assertThat(blob).doesNotExist();
        var plan = mending(backup).apply(NOW);

        assertThat(plan.left()).isEmpty();
        assertThat(plan.blobsLookedAt()).isTrue();
        assertThat(blob).hasBinaryContent(BLOB);
    }

    @Test
    void aDamagedBlobIsKeptAsideWhenItIsPutBack() throws IOException {
        Files.writeString(blob, "something else.");

        mending(backup).apply(NOW);

        assertThat(blob).hasBinaryContent(BLOB);
        assertThat(home.resolve("log/removed-20261121T120000Z").resolve(blob.getFileName()))
                .hasContent("something else.");
    }

    @Test
    void aDamagedBlobThatCannotBeReadIsReplacedWithoutACopy() throws IOException {
        Files.writeString(blob, "something else.");
        var files = new RecordingFiles(home);
        files.failReads(new IOException("Input/output error"));
        var removed = home.resolve("log/removed-20261121T120000Z");

        var done = new BlobMending(home, files, backup, audited().problems()).apply(removed);

        assertThat(done)
                .singleElement()
                .asString()
                .contains("No copy of that is kept, as it cannot be read: Input/output error.");
        assertThat(blob).hasBinaryContent(BLOB);
        assertThat(removed).doesNotExist();
    }

    @Test
    void theFolderOfWhatIsKeptIsDurable() throws IOException {
        Files.writeString(blob, "something else.");
        var files = new RecordingFiles(home);

        new BlobMending(home, files, backup, audited().problems()).apply(home.resolve("log/removed-20261121T120000Z"));

        assertThat(files.calls()).containsSubsequence("sync log/removed-20261121T120000Z", "sync log");
    }

    @Test
    void aBlobThatCannotBeKeptIsNoMatterOfLettingGo() throws IOException {
        Files.writeString(blob, "something else.");
        Files.writeString(home.resolve("log/removed-20261121T120000Z"), "in the way");

        assertThatThrownBy(() -> mending(backup).apply(NOW))
                .isInstanceOf(ActivityException.Unusable.class)
                .hasMessageContaining("a damaged blob could not be kept");
        assertThat(blob).hasContent("something else.");
    }

    @Test
    void aBlobOfTheBackupThatIsDamagedTooIsNotTaken() throws IOException {
        Files.delete(blob);
        Files.writeString(backup.resolve(home.relativize(blob)), "something else.");

        assertThat(mending(backup).plan().steps()).isEmpty();
        assertThat(mending(backup).apply(NOW).left()).hasSize(1);

        assertThat(blob).doesNotExist();
    }

    @Test
    void blobsBehindADamagedSegmentAreLookedAtOnceItIsMended() throws IOException {
        Files.delete(segment(1));
        Files.delete(blob);

        assertThat(mending(backup).plan().blobsLookedAt()).isFalse();
        var plan = mending(backup).apply(NOW);

        assertThat(plan.steps()).extracting(Step::kind).containsExactly("put_back", "put_back_blob");
        assertThat(audited().problems()).isEmpty();
    }

    @Test
    void foldersThatAreNotThereAreNamed() {
        var nowhere = folder.resolve("nowhere");

        for (var mending : List.of(mending(nowhere), new LogMending(nowhere, null, 0, bytes -> {}))) {
            assertThatThrownBy(mending::plan)
                    .isInstanceOfSatisfying(
                            ActivityException.NotOpened.class,
                            refused -> assertThat(refused.code()).isEqualTo("log_missing"))
                    .hasMessageContaining(nowhere.resolve("log") + " was expected");
        }
        assertThat(nowhere).doesNotExist();
    }
}
