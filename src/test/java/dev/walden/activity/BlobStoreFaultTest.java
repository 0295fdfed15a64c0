package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs when the disk does what disks do. */
class BlobStoreFaultTest {

    private static final byte[] CONTENT = "some words".getBytes(StandardCharsets.UTF_8);
    private static final String SHA256 = Sha256.hex(CONTENT);
    private static final String PREFIX = SHA256.substring(0, 2);

    @TempDir
    Path home;

    private final List<ActivityException.Unusable> failures = Collections.synchronizedList(new ArrayList<>());
    private RecordingFiles files;
    private BlobStore blobs;

    @BeforeEach
    void open() {
        files = new RecordingFiles(home);
        blobs = new BlobStore(home.resolve("blobs"), files, bytes -> {}, failures::add);
    }

    @AfterEach
    void close() {
        blobs.close();
    }

    @Test
    void contentNameAndFoldersAreDurableInThisOrder() {
        blobs.put(CONTENT);

        String file = "blobs/" + PREFIX + "/" + SHA256;
        assertThat(files.calls())
                .containsExactly(
                        "create blobs/" + PREFIX,
                        "sync blobs",
                        "sync ",
                        "write blobs/" + SHA256 + ".1.tmp",
                        "rename blobs/" + SHA256 + ".1.tmp to " + file,
                        "sync blobs/" + PREFIX);
    }

    @Test
    void theBlobIsDurableBeforeTheRecordIsAppended() {
        InMemoryLog wal = new InMemoryLog(Instant.EPOCH);
        wal.beforeAppend(() -> files.note("append"));
        ActivityLog log = new DurableActivityLog(wal, new EventCodec(blobs), new AppliedPosition());

        log.append(List.of(Samples.submitted("x".repeat(20_000))));

        assertThat(files.calls()).last().isEqualTo("append");
        assertThat(files.calls()).hasSizeGreaterThan(1);
    }

    @Test
    void theSameContentIsKeptOnceAndMadeDurableAgain() throws Exception {
        blobs.put(CONTENT);
        files.calls().clear();

        String again = blobs.put(CONTENT);

        assertThat(again).isEqualTo(SHA256);
        assertThat(files.calls()).containsExactly("sync blobs/" + PREFIX + "/" + SHA256, "sync blobs/" + PREFIX);
    }

    @Test
    void aBlobOfAnotherSizeIsWrittenAnew() throws Exception {
        blobs.put(CONTENT);
        Files.write(file(), new byte[] {1});

        blobs.put(CONTENT);

        assertThat(blobs.get(SHA256)).isEqualTo(CONTENT);
    }

    @Test
    void aDamagedBlobIsWrittenAnewWhenItIsPutAgain() throws Exception {
        blobs.put(CONTENT);
        Files.write(file(), "same words".getBytes(StandardCharsets.UTF_8));

        blobs.put(CONTENT);

        assertThat(blobs.get(SHA256)).isEqualTo(CONTENT);
        assertThat(blobs.changedBytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void deletionsAreDurableOnReturn() throws IOException {
        blobs.put(CONTENT);
        sweepAllThatIsThere();
        files.calls().clear();

        assertThat(blobs.deleteUnlessRecent(List.of(SHA256))).isOne();

        assertThat(files.calls()).containsExactly("delete blobs/" + PREFIX + "/" + SHA256, "sync blobs/" + PREFIX);
    }

    @Test
    void anInterruptedThreadMakesDeletionsDurableAndStaysInterrupted() throws IOException {
        blobs.put(CONTENT);
        sweepAllThatIsThere();
        Thread.currentThread().interrupt();

        int deleted = blobs.deleteUnlessRecent(List.of(SHA256));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(deleted).isOne();
        assertThat(failures).isEmpty();
    }

    @Test
    void aBlobThatCannotBeDeletedKeepsNoOther() {
        String other = blobs.put(new byte[] {1});
        blobs.put(CONTENT);
        sweepAllThatIsThere();
        files.calls().clear();
        files.fail("delete blobs/" + PREFIX, "Operation not permitted");

        assertThatThrownBy(() -> blobs.deleteUnlessRecent(List.of(SHA256, other)))
                .isInstanceOf(BlobsLeftException.class)
                .hasMessageContaining("Operation not permitted");

        assertThat(blobs.all()).containsExactly(SHA256);
        assertThat(files.calls()).last().isEqualTo("sync blobs/" + other.substring(0, 2));
        assertThat(failures).isEmpty();
    }

    @Test
    void aFolderThatCannotBeOpenedIsMadeDurableByTheNextSweep() throws IOException {
        sweepAllThatIsThere();

        assertThatThrownBy(() -> blobs.deleteUnlessRecent(List.of(SHA256))) // its folder is not there
                .isInstanceOf(BlobsLeftException.class);
        assertThat(failures).isEmpty();

        Files.createDirectories(home.resolve("blobs").resolve(PREFIX));
        files.calls().clear();
        assertThat(blobs.deleteUnlessRecent(List.of())).isZero();
        assertThat(files.calls()).containsExactly("sync blobs/" + PREFIX);
        assertThat(blobs.deleteUnlessRecent(List.of())).isZero();
        assertThat(files.calls()).hasSize(1);
    }

    @Test
    void aFailedForceOfADeletionIsFinal() {
        blobs.put(CONTENT);
        sweepAllThatIsThere();
        files.fail("sync blobs/" + PREFIX, "Input/output error");

        assertThatThrownBy(() -> blobs.deleteUnlessRecent(List.of(SHA256)))
                .isInstanceOf(ActivityException.Unusable.class);
        assertThat(failures).hasSize(1);
    }

    private void sweepAllThatIsThere() {
        blobs.recent().beginSweep(-1); // the sweep begins a moment after all that was put
    }

    @Test
    void aChangedBlobIsRefused() throws Exception {
        blobs.put(CONTENT);
        Files.write(file(), "same words".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> blobs.get(SHA256))
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageContaining(SHA256 + " is damaged: its 10 bytes");
    }

    @Test
    void aMissingBlobIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> blobs.get(SHA256))
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageContaining(SHA256 + " is missing. Restore");
    }

    @Test
    void aFullDiskRefusesTheEventAndLaterOnesAreTaken() {
        files.fail("write", "No space left on device");

        assertThatThrownBy(() -> blobs.put(CONTENT)).isInstanceOf(ActivityException.NoSpace.class);

        files.fail("", "");
        assertThat(blobs.put(CONTENT)).isEqualTo(SHA256);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "sync blobs", "sync blobs/ab"})
    void wantOfDescriptorsRefusesTheEventAndLaterOnesAreTaken(String failing) {
        files.fail(failing.replace("ab", PREFIX), "(Too many open files)");

        assertThatThrownBy(() -> blobs.put(CONTENT))
                .isInstanceOf(ActivityException.NoSpace.class)
                .hasMessageContaining("Too many open files");

        files.fail("", "");
        assertThat(blobs.put(CONTENT)).isEqualTo(SHA256);
        assertThat(files.calls()).last().isEqualTo("sync blobs/" + PREFIX);
        assertThat(failures).isEmpty();
    }

    @Test
    void aBlobThatCannotBeOpenedForWantOfDescriptorsIsNotCalledMissing() {
        blobs.put(CONTENT);
        files.failReads(new FileNotFoundException("blob (Too many open files)"));

        assertThatThrownBy(() -> blobs.get(SHA256))
                .isInstanceOf(ActivityException.Unreadable.class)
                .hasMessageContaining("cannot be read: blob (Too many open files)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "rename"})
    void whatAFailureLeftIsTakenAway(String failing) throws IOException {
        files.fail(failing, "No space left on device");

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> blobs.put(CONTENT)).isInstanceOf(ActivityException.NoSpace.class);
        }

        assertThat(filesBelowHome()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsTakenAwayAtTheStart() throws IOException {
        blobs.put(CONTENT);
        Files.write(home.resolve("blobs").resolve(SHA256 + ".7.tmp"), CONTENT);

        blobs.deleteLeftOvers();

        assertThat(filesBelowHome()).containsExactly(file());
        assertThat(blobs.get(SHA256)).isEqualTo(CONTENT);
    }

    @Test
    void aFolderWithoutBlobsHasNoLeftOvers() throws IOException {
        blobs.deleteLeftOvers();

        assertThat(filesBelowHome()).isEmpty();
    }

    private List<Path> filesBelowHome() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFailedFsyncIsFinalAndToldOnce() throws IOException {
        files.fail("sync blobs/" + PREFIX, "Input/output error");

        assertThatThrownBy(() -> blobs.put(CONTENT)).isInstanceOf(ActivityException.Unusable.class);

        files.fail("", "");
        assertThatThrownBy(() -> blobs.put(CONTENT)).isInstanceOf(ActivityException.Unusable.class);
        assertThat(failures).hasSize(1);
    }

    @Test
    void anInterruptedCallerStillGetsADurableBlob() {
        Thread.currentThread().interrupt();

        String sha256 = blobs.put(CONTENT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(blobs.get(sha256)).isEqualTo(CONTENT);
    }

    private Path file() {
        return home.resolve("blobs").resolve(PREFIX).resolve(SHA256);
    }
}
