package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a process left, however it ended. First everything is judged and damage is refused with nothing changed; then the end
 * of the log is mended. Each step can be cut short by another crash and is simply done again by the next opening.
 *
 * <p>A bad line in the last segment is a torn tail when no watermark behind it covers it, else damage. A last segment without one
 * good record was begun and never used: it is removed, and the one before it goes on.
 */
final class Recovery {

    private final Storage storage;
    private final TailRule tailRule;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<Segment, String> notUnpacked = new LinkedHashMap<>();
    private @Nullable String logId;

    Recovery(Storage storage, TailRule tailRule) {
        this.storage = storage;
        this.tailRule = tailRule;
    }

    /**
     * What opening found.
     *
     * @param segments in order, ready to be read
     * @param logId null when there is no segment
     * @param endsWithMarker whether the last record is a marker, so that another would say nothing new
     * @param notUnpacked those of the archive that cannot be read or unpacked as far as opening looks at them, and why
     */
    record Found(
            List<Segment> segments,
            @Nullable String logId,
            boolean endsWithMarker,
            RecoveryReport report,
            Map<Segment, String> notUnpacked) {}

    /**
     * What is to be mended.
     *
     * @param unused the last segment when it holds no record, so that it is to be removed
     * @param last the segment that goes on; null when there is none
     */
    record Judged(@Nullable SegmentEnd unused, @Nullable SegmentEnd last) {}

    Found run() throws IOException {
        return mend(judge());
    }

    /** Looks at everything and changes nothing. */
    Judged judge() throws IOException {
        listSegments();
        if (segments.isEmpty()) {
            return new Judged(null, null);
        }
        if (segments.getLast().archived()) {
            throw Damage.of(
                    segments.getLast().name(),
                    "a segment expected behind this one, which is in the archive; all after it are missing");
        }
        var last = judge(segments.getLast(), false);
        for (int i = 0; i < segments.size() - 1; i++) {
            checkSealed(segments.get(i), segments.get(i + 1).first());
        }
        if (!last.unused()) {
            return new Judged(null, last);
        }
        segments.removeLast();
        return new Judged(last, segments.isEmpty() ? null : judge(segments.getLast(), true));
    }

    private void listSegments() throws IOException {
        segments.addAll(new SegmentFiles(storage).list());
        if (!segments.isEmpty() && segments.getFirst().first() != 1) {
            throw Damage.of(
                    segments.getFirst().name(),
                    "the first segment is expected to begin with 1; all before this one are missing");
        }
    }

    /** One of the archive that cannot be read or unpacked keeps nobody from new work, as little as damage between the ends of one: whoever reads it is told. */
    private void checkSealed(Segment segment, long nextFirst) throws IOException {
        try (var file = segment.open(storage)) {
            agree(segment, file, SealedCheck.run(segment, nextFirst, file));
        } catch (WalException.Damaged e) {
            if (!Damage.isOfPacking(e)) {
                throw e;
            }
            passOver(segment, Damage.ofPacking(e));
        } catch (NoRoomException | FileNotFoundException notOpened) {
            throw notOpened; // says nothing of what is in the file
        } catch (IOException e) {
            if (!segment.archived()) {
                throw e;
            }
            passOver(segment, segment.fileName() + " cannot be read: " + Damage.what(e));
        }
    }

    private void passOver(Segment segment, String what) {
        notUnpacked.put(segment, String.valueOf(Damage.of(segment.name(), what).getMessage()));
    }

    /** Judges a segment whole; {@code complete} when all of it is known to have been durable. */
    private SegmentEnd judge(Segment segment, boolean complete) throws IOException {
        try (var file = segment.open(storage)) {
            var end = complete
                    ? SegmentEnd.ofFull(segment, file, tailRule, LineVisitor.NONE)
                    : SegmentEnd.of(segment, file, tailRule, LineVisitor.NONE);
            var check = end.check();
            if (check.header() != null) {
                agree(segment, file, check.header());
            }
            if (end.acknowledgedIsBad() || (complete && end.badBytes() > 0)) {
                throw Damage.at(segment.name(), file, check.end(), check.problem());
            }
            segment.durableUpTo(check.end());
            return end;
        }
    }

    private void agree(Segment segment, ReadableFile file, SegmentHeader header) throws IOException {
        if (header.first() != segment.first()) {
            throw Damage.at(
                    segment.name(),
                    file,
                    0,
                    "a segment that begins with %d expected, one that begins with %d found"
                            .formatted(segment.first(), header.first()));
        }
        if (logId != null && !logId.equals(header.logId())) {
            throw Damage.at(
                    segment.name(),
                    file,
                    0,
                    "a segment of log %s expected, one of %s found".formatted(logId, header.logId()));
        }
        logId = header.logId();
    }

    private Found mend(Judged judged) throws IOException {
        var unused = judged.unused();
        var last = judged.last();
        var repair = new TailRepair(storage);
        for (var segment : segments) {
            if (!segment.archived() && (last == null || segment != last.segment())) {
                repair.cutFiller(segment);
            }
        }
        long cut = 0;
        String copy = null;
        if (unused != null) {
            cut = unused.contentEnd();
            copy = repair.remove(unused.segment(), unused.contentEnd());
        }
        if (last != null) {
            cut += last.badBytes();
            var copyOfTail = repair.settle(last.segment(), last.check(), last.contentEnd());
            copy = copyOfTail == null ? copy : copyOfTail;
        }
        long lastSeq = last == null ? 0 : last.check().lastSeq();
        boolean marker = last == null || last.check().endsWithMarker();
        return new Found(
                segments,
                segments.isEmpty() ? null : logId,
                marker,
                new RecoveryReport(1, lastSeq, cut, copy),
                notUnpacked);
    }
}
