package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.LogVerification.Tail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifying a stored log finds whatever was changed in it, says where, and changes nothing. */
class LogVerificationTest {

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final List<String> segments = LogOnDisk.segments(disk);

    private static LogVerification verify(SimulatedDisk disk, @Nullable LogHead expected) {
        long before = disk.operations();
        try (var log = StoredLog.open(disk)) {
            return log.verify(new VerifyOptions(2, expected, bytes -> {}));
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            assertThat(disk.operations()).as("operations that change something").isEqualTo(before);
        }
    }

    private static LogVerification verify(SimulatedDisk disk) {
        return verify(disk, null);
    }

    private LogProblem onlyProblem() {
        assertThat(verify(disk).problems()).hasSize(1);
        return verify(disk).problems().getFirst();
    }

    private String text(String segment) {
        return new String(disk.content(segment), StandardCharsets.UTF_8);
    }

    /** Changes a line and makes its checksum right again, as a forger would. */
    private void forge(String segment, String from, String to) {
        var text = text(segment);
        int start = text.lastIndexOf('\n', text.indexOf(from)) + 1;
        int end = text.indexOf('\n', start);
        var line = text.substring(start, end - Checksum.BYTES).replace(from, to).getBytes(StandardCharsets.UTF_8);
        var bytes = Arrays.copyOf(line, line.length + Checksum.BYTES);
        Checksum.put((int) Checksum.expected(bytes, 0, bytes.length), bytes, line.length);
        var forged = text.substring(0, start) + new String(bytes, StandardCharsets.UTF_8) + text.substring(end);
        disk.put(segment, forged.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSoundLogHasNoProblemAndAHead() {
        var found = verify(disk);

        assertThat(found.problems()).isEmpty();
        assertThat(found.logId()).isEqualTo(LogOnDisk.LOG_ID);
        assertThat(found.segments()).isEqualTo(3);
        assertThat(found.recordedDigests()).isEqualTo(2);
        assertThat(found.last()).isEqualTo(found.durable() + 1);
        assertThat(found.currentHead()).isPresent();
    }

    @Test
    void theHeadIsWhatTheFormatSays() throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        var found = verify(disk);
        var last = text(segments.get(2));
        var own = last.substring(0, last.indexOf('\n', last.indexOf("{\"seq\":" + found.durable() + ",")) + 1);

        var link = sha256.digest(LogOnDisk.LOG_ID.getBytes(StandardCharsets.UTF_8));
        for (var segment : segments.subList(0, 2)) {
            var digest = sha256.digest(disk.content(segment));
            sha256.update(link);
            link = sha256.digest(digest);
        }
        var digest = sha256.digest(own.getBytes(StandardCharsets.UTF_8));
        sha256.update(link);
        var expected = HexFormat.of().formatHex(sha256.digest(digest));

        assertThat(found.currentHead()).contains(new LogHead(found.durable(), expected));
    }

    @Test
    void aHeadThatWasNotedEarlierIsFoundAgainInWhateverSegmentItLies() {
        var none = LogHead.parse("1:" + "0".repeat(64)).orElseThrow();
        long last = verify(disk).last();

        for (long seq = 0; seq <= last; seq++) {
            var refused = verify(disk, new LogHead(seq, none.sha256()))
                    .problems()
                    .getFirst()
                    .what();
            var head = LogHead.parse(refused.substring(refused.indexOf(", ") + 2, refused.lastIndexOf(' ')))
                    .orElseThrow();

            assertThat(head.seq()).isEqualTo(seq);
            assertThat(verify(disk, head).problems()).isEmpty();
        }
        assertThat(verify(disk, new LogHead(last + 1, none.sha256())).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).endsWith("the log ends with record " + last));
    }

    @Test
    void aHeadOfOtherRecordsIsRefusedThoughTheLogIsSoundInItself() {
        var head = verify(disk).currentHead().orElseThrow();
        forge(segments.get(2), "\"text\":\"last\"", "\"text\":\"lost\"");

        assertThat(verify(disk).problems()).isEmpty();
        assertThat(verify(disk, head).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains(head.toString(), "expected"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyFlippedBitBelowTheWatermarkIsLocated(int which) {
        var name = segments.get(which);
        var content = disk.content(name);
        var text = text(name);
        int end = which < 2
                ? content.length
                : text.indexOf("{\"seq\":" + verify(disk).last() + ",");
        for (int at = 0; at < end; at += text.charAt(at) == 'x' ? 97 : 1) {
            var damaged = content.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            disk.put(name, damaged);
            int start = text.lastIndexOf('\n', at - 1) + 1;
            long line = text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;

            var problem = onlyProblem();

            assertThat(problem.segment()).isEqualTo(name);
            assertThat(problem.line()).as("byte %d: %s", at, problem).isEqualTo(line);
            assertThat(problem.offset()).isEqualTo(start);
            assertThat(verify(disk).tail() == Tail.DAMAGED).isEqualTo(which == 2);
            assertThat(verify(disk).tornBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyFlippedBitOfAPackedSegmentIsAFindingOfThatSegment(int which) throws IOException {
        var name = segments.get(which);
        LogOnDisk.pack(disk, name);
        var packed = disk.content(Segment.archiveName(name));
        int harmless = 0;
        for (int at = 0; at < packed.length; at++) {
            var damaged = packed.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            disk.put(Segment.archiveName(name), damaged);

            var found = verify(disk);

            harmless += found.sound() ? 1 : 0;
            assertThat(found.problems())
                    .hasSizeLessThan(2)
                    .allMatch(problem -> problem.segment().equals(name));
            assertThat(found.segments()).isEqualTo(3);
        }
        assertThat(harmless).as("bits that zstd does not use").isLessThan(3);
    }

    @Test
    void aPackedSegmentThatIsCutShortIsAFindingAndHidesNoOther() throws IOException {
        LogOnDisk.pack(disk, segments.get(0));
        var packed = disk.content(Segment.archiveName(segments.get(0)));
        var other = disk.content(segments.get(1));
        other[other.length / 2] ^= 1;
        disk.put(segments.get(1), other);
        for (int length = 0; length < packed.length; length += 5) {
            disk.put(Segment.archiveName(segments.get(0)), Arrays.copyOf(packed, length));

            assertThat(verify(disk).problems())
                    .extracting(LogProblem::segment)
                    .containsExactly(segments.get(0), segments.get(1));
        }
    }

    @Test
    void aBadLineBeyondTheWatermarkIsATornTailAndNoDamage() {
        var name = segments.get(2);
        var content = disk.content(name);
        long durable = verify(disk).durable();
        content[text(name).lastIndexOf("log-marker")] ^= 1;
        disk.put(name, content);

        var found = verify(disk);

        assertThat(found.problems()).isEmpty();
        assertThat(found.tail()).isEqualTo(Tail.TORN);
        assertThat(found.tornBytes()).isPositive();
        assertThat(found.last()).isEqualTo(durable);
    }

    @Test
    void aRewrittenSegmentWhoseLinesAreAllGoodIsFoundByItsDigest() {
        forge(segments.get(0), "\"text\":\"r0", "\"text\":\"R0");

        assertThat(onlyProblem().segment()).isEqualTo(segments.get(0));
        assertThat(onlyProblem().what()).contains("SHA-256", "expected, as record", "found");
    }

    @Test
    void aForgedSealIsFoundWhereItLies() {
        var text = text(segments.get(2));
        int sha = text.indexOf("\"sha256\":\"") + 10;
        var digest = text.substring(sha, sha + 64);
        forge(segments.get(2), digest, "0".repeat(64));

        assertThat(onlyProblem().what()).contains("SHA-256 " + "0".repeat(64) + " expected", digest + " found");
    }

    @Test
    void aMissingSegmentIsNamedWithWhatIsKnownOfIt() throws IOException {
        disk.delete(segments.get(1));

        var found = verify(disk);

        assertThat(found.problems()).extracting(LogProblem::segment).contains(segments.get(0), segments.get(1));
        assertThat(found.problems())
                .anySatisfy(problem -> assertThat(problem.what()).contains("no file found"));
        assertThat(found.currentHead()).isEmpty();
    }

    @Test
    void aMissingFirstSegmentIsNamed() throws IOException {
        disk.delete(segments.get(0));

        assertThat(verify(disk).problems())
                .anySatisfy(problem -> assertThat(problem.what()).contains("expected to begin with 1"));
    }

    @Test
    void swappedSegmentsAreNamed() throws IOException {
        disk.rename(segments.get(0), "x");
        disk.rename(segments.get(1), segments.get(0));
        disk.rename("x", segments.get(1));

        assertThat(verify(disk).problems()).extracting(LogProblem::segment).contains(segments.get(0), segments.get(1));
    }

    @Test
    void aForeignSegmentIsTheOddOneOutEvenInTheFirstPlace() {
        forge(segments.get(0), LogOnDisk.LOG_ID, "f".repeat(32));

        assertThat(verify(disk).problems()).first().satisfies(problem -> {
            assertThat(problem.segment()).isEqualTo(segments.get(0));
            assertThat(problem.what()).contains("of log " + LogOnDisk.LOG_ID, "f".repeat(32) + " found");
        });
    }

    @Test
    void aTruncatedSegmentIsNamedWithTheRecordThatIsMissing() {
        var text = text(segments.get(1));
        int end = text.lastIndexOf('\n', text.length() - 2) + 1;
        disk.put(segments.get(1), Arrays.copyOf(disk.content(segments.get(1)), end));

        assertThat(onlyProblem().toString()).contains(segments.get(1), "(byte " + end + ")", "expected last");
    }

    @Test
    void aWatermarkThatFallsIsDamageThoughItsChecksumIsRight() {
        long durable = verify(disk).durable();
        forge(
                segments.get(2),
                "{\"seq\":" + durable + ",\"durable\":" + (durable - 1),
                "{\"seq\":" + durable + ",\"durable\":3");

        assertThat(onlyProblem().what()).matches("a watermark of at least \\d+ expected, 3 found");
    }

    @Test
    void aLogOfANewerVersionIsNotJudged() {
        forge(segments.get(1), "\"walden-log\":1", "\"walden-log\":2");

        assertThatThrownBy(() -> verify(disk)).isInstanceOf(WalException.UnknownFormat.class);
    }

    @Test
    void anEmptyLogIsSound() {
        assertThat(verify(new SimulatedDisk()).tail()).isEqualTo(Tail.EMPTY);
        assertThat(verify(new SimulatedDisk()).sound()).isTrue();
    }

    @Test
    void whatIsRewrittenBehindAnExpectedHeadIsListedAsTheHeadDoesNotVouchForIt() throws IOException {
        var head = verify(disk).currentHead().orElseThrow();
        var forged = segments.get(0);
        var before = digestOf(forged);
        forge(forged, "\"text\":\"r0", "\"text\":\"R0");
        var form = new SegmentForm(disk.content(forged).length, digestOf(forged));

        var seq = appendAttestation(Seal.rewritten(new Segment(1, 0), before, form, "\"reason\":\"test-only\""));

        var found = verify(disk, head);
        assertThat(found.problems()).as("nothing tells it from an erasure").isEmpty();
        assertThat(found.rewritten()).isEqualTo(1);
        assertThat(found.thinned()).isZero();
        assertThat(found.rewrittenSince()).containsExactly(new LogRewriting(forged, seq, "test-only"));
        assertThat(verify(disk, found.currentHead().orElseThrow()).rewrittenSince())
                .as("a newer head covers the record")
                .isEmpty();
        assertThat(verify(disk).rewrittenSince()).isEmpty();
    }

    private String digestOf(String segment) throws IOException {
        try (var file = disk.read(segment)) {
            return SegmentDigest.of(file, file.length());
        }
    }

    /** As somebody would who has the folder. */
    private long appendAttestation(byte[] body) {
        long seq;
        try (var log = LogOnDisk.open(disk)) {
            seq = LogFixture.append(log, "attested").first();
            LogFixture.append(log, "more");
        }
        forge(LogOnDisk.segments(disk).getLast(), LogFixture.text("attested"), LogFixture.text(body));
        return seq;
    }
}
