package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.wal.RecordRule;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is backed up while erasure, retention and the archive give segments of its log other forms. */
class BackupTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder;

    private Path home;
    private WriteAheadLog wal;

    /** What happens during the backup, one after each piece that was copied. */
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();

    @BeforeEach
    void open() {
        home = folder.resolve("home");
        wal = SegmentedLog.open(
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {}),
                new WalMetrics(new SimpleMeterRegistry()));
        for (int i = 0; i < 400; i++) {
            append("word ".repeat(200));
        }
    }

    @AfterEach
    void close() {
        wal.close();
    }

    private void append(String text) {
        wal.append(List.of(body(text)), Urgency.NORMAL);
    }

    private static byte[] body(String text) {
        return ("\"type\":\"test\",\"v\":1,\"data\":{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private void erase(long seq) {
        while (wal.rewrite(new TreeMap<>(Map.of(seq, body("erased"))), "test").isEmpty()) {
            append("until it is sealed");
        }
    }

    private void thin(long seq) {
        long full = wal.lastBefore(Instant.MAX);
        assertThat(wal.thin(seq, full, entry -> RecordRule.Fate.DROPPED, "test"))
                .isGreaterThanOrEqualTo(seq);
    }

    /** Until the oldest segment is packed, which an earlier packing that goes on may have done again by now. */
    private void archive() {
        wal.archive(wal.durable(), Instant.MAX);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(home.resolve("log/archive/00000000000000000001.jsonl.zst")));
    }

    private BackupManifest backup() {
        return new Backup(home, folder.resolve("backup"), bytes -> {
                    if (!meanwhile.isEmpty()) {
                        meanwhile.remove().run();
                    }
                })
                .run(NOW);
    }

    private void assertThatItIsWhole(BackupManifest manifest, long atLeast) {
        var copy = new LogAudit(folder.resolve("backup"), null, true, bytes -> {}).run();
        assertThat(copy.problems()).isEmpty();
        assertThat(copy.last()).isEqualTo(manifest.lastSeq()).isGreaterThanOrEqualTo(atLeast);
        var restored = new Restore(folder.resolve("backup"), folder.resolve("restored"), bytes -> {}).run();
        assertThat(restored).isEqualTo(manifest);
        assertThat(new LogAudit(home, manifest.head(), false, bytes -> {}).run().problems())
                .as("the head of the copy is one of the log")
                .isEmpty();
    }

    @Test
    void segmentsThatAreRewrittenMeanwhileAreCopiedAgain() {
        long durable = wal.durable();
        meanwhile.add(() -> erase(2));
        meanwhile.add(() -> erase(100));
        meanwhile.add(() -> erase(300));
        meanwhile.add(() -> erase(3));

        assertThatItIsWhole(backup(), durable - 1);
        assertThat(meanwhile).isEmpty();
    }

    @Test
    void segmentsThatAreThinnedMeanwhileAreCopiedAgain() {
        long durable = wal.durable();
        erase(300); // until then all before it is sealed
        meanwhile.add(() -> thin(1));
        meanwhile.add(() -> thin(200));

        assertThatItIsWhole(backup(), durable - 1);
        assertThat(meanwhile).isEmpty();
    }

    @Test
    void segmentsThatArePackedAndUnpackedMeanwhileAreCopiedAgain() {
        long durable = wal.durable();
        erase(300);
        meanwhile.add(this::archive);
        meanwhile.add(() -> erase(2));
        meanwhile.add(this::archive);
        meanwhile.add(() -> thin(1));

        assertThatItIsWhole(backup(), durable - 1);
        assertThat(meanwhile).isEmpty();
    }

    @Test
    void blobsThatComeAndGoMeanwhileAreNoFailure() throws IOException {
        var blobs = Files.createDirectories(home.resolve("blobs/ab"));
        write(blobs, 0);
        var pieces = new int[1];

        var manifest = new Backup(home, folder.resolve("backup"), bytes -> {
                    sweep(blobs, folder.resolve("backup/blobs/ab"));
                    write(blobs, ++pieces[0]);
                })
                .run(NOW);

        assertThatItIsWhole(manifest, 400);
        assertThat(pieces[0]).isGreaterThan(5);
    }

    private static void write(Path blobs, int round) {
        try {
            for (int i = 0; i < 4; i++) {
                Files.write(blobs.resolve("blob-%d-%d".formatted(round, i)), new byte[] {1});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is not copied yet. */
    private static void sweep(Path blobs, Path copied) {
        try (var all = Files.list(blobs)) {
            for (var blob : all.toList()) {
                if (Files.notExists(copied.resolve(blob.getFileName()))) {
                    Files.delete(blob);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatHasNotChangedIsCopiedOnce() {
        var copied = new long[1];
        erase(300);
        new Backup(home, folder.resolve("quiet"), bytes -> copied[0] += bytes).run(NOW);
        long once = copied[0];
        copied[0] = 0;
        meanwhile.add(() -> erase(2));

        new Backup(home, folder.resolve("backup"), bytes -> {
                    copied[0] += bytes;
                    if (!meanwhile.isEmpty()) {
                        meanwhile.remove().run();
                    }
                })
                .run(NOW);

        assertThat(copied[0]).isLessThan(once + 6 * WalOptions.MIN_SEGMENT_BYTES);
    }

    @Test
    void aLinkedFileIsCopiedAsAFile() throws IOException {
        var elsewhere = Files.writeString(folder.resolve("elsewhere"), "secret");
        Files.createSymbolicLink(home.resolve("admin.key"), elsewhere);

        backup();

        assertThat(folder.resolve("backup/admin.key")).isRegularFile().hasContent("secret");
        assertThat(Files.isSymbolicLink(folder.resolve("backup/admin.key"))).isFalse();
    }

    @Test
    void aFolderThatIsReachedByALinkIsCopiedWhole() throws IOException {
        Files.writeString(home.resolve("admin.key"), "secret");
        var link = Files.createSymbolicLink(folder.resolve("link"), home);

        new Backup(link, folder.resolve("backup"), bytes -> {}).run(NOW);

        assertThat(folder.resolve("backup/admin.key")).hasContent("secret");
    }

    private Path newest() throws IOException {
        try (var files = Files.list(home.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    void aLogWhoseNewestSegmentIsDamagedIsNotBackedUp() throws IOException {
        while (Files.readString(newest()).lines().count() < 10) {
            append("word ".repeat(200));
        }
        var newest = newest();
        long third = Files.readString(newest)
                .lines()
                .limit(2)
                .mapToInt(line -> line.length() + 1)
                .sum();
        try (var file = new RandomAccessFile(newest.toFile(), "rw")) {
            file.seek(third + 50);
            int flipped = file.read() ^ 1;
            file.seek(third + 50);
            file.write(flipped);
        }

        assertThatThrownBy(this::backup)
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageContaining("%s, line 3 (byte %d)".formatted(newest.getFileName(), third));
        assertThat(folder.resolve("backup/backup.json")).doesNotExist();
    }

    @Test
    void aLinkedPartIsCopiedAndOtherLinkedFoldersAreTold() throws IOException {
        var disk = Files.createDirectories(folder.resolve("disk"));
        Files.createDirectories(disk.resolve("ab"));
        Files.writeString(disk.resolve("ab/blob"), "words");
        Files.createSymbolicLink(disk.resolve("loop"), disk);
        Files.createSymbolicLink(home.resolve("blobs"), disk);
        Files.createSymbolicLink(home.resolve("above"), folder);
        Files.createSymbolicLink(home.resolve("keys"), home.resolve("log"));
        var workspace = Files.createDirectories(home.resolve("workspace/t1"));
        Files.createSymbolicLink(workspace.resolve("anywhere"), disk);
        Files.createSymbolicLink(workspace.resolve("nowhere"), folder.resolve("nothing"));
        List<Path> leftOut = new ArrayList<>();

        var manifest = new Backup(home, folder.resolve("backup"), bytes -> {}).run(NOW, leftOut::addAll);

        assertThat(folder.resolve("backup/blobs/ab/blob")).isRegularFile().hasContent("words");
        assertThat(leftOut.stream().map(Path::toString))
                .containsExactlyInAnyOrder(
                        "blobs/loop", "above", "keys", "workspace/t1/anywhere", "workspace/t1/nowhere");
        assertThatItIsWhole(manifest, 400);
    }

    @Test
    void aDamagedLogIsNotBackedUp() throws IOException {
        var segment = home.resolve("log/00000000000000000001.jsonl");
        var content = Files.readAllBytes(segment);
        content[content.length / 2] ^= 1;
        Files.write(segment, content);

        assertThatThrownBy(this::backup)
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageContaining("does not verify");
        assertThat(folder.resolve("backup/backup.json")).doesNotExist();
    }
}
