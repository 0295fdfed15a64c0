package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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
     */
    record Found(List<Segment> segments, @Nullable String logId, boolean endsWithMarker, RecoveryReport report) {}

    /** The end of a segment as judged: what its lines are, and behind which byte only filler follows. */
    private record Judged(Segment segment, SegmentCheck check, long contentEnd) {

        boolean unused() {
            return check.lastSeq() < segment.first();
        }

        long cutBytes() {
            return contentEnd - check.end();
        }
    }

    Found run() throws IOException {
        listSegments();
        if (segments.isEmpty()) {
            return mend(null, null);
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
            return mend(null, last);
        }
        segments.removeLast();
        return mend(last, segments.isEmpty() ? null : judge(segments.getLast(), true));
    }

    private void listSegments() throws IOException {
        var found = new TreeMap<Long, Segment>();
        for (var name : storage.list()) {
            SegmentName.archivedFirst(name).ifPresent(first -> found.putIfAbsent(first, Segment.archived(first)));
            SegmentName.first(name).ifPresent(first -> found.put(first, new Segment(first, 0))); // not yet removed
        }
        segments.addAll(found.values());
        if (!segments.isEmpty() && segments.getFirst().first() != 1) {
            throw Damage.of(
                    segments.getFirst().name(),
                    "the first segment is expected to begin with 1; all before this one are missing");
        }
    }

    private void checkSealed(Segment segment, long nextFirst) throws IOException {
        try (var file = segment.open(storage)) {
            agree(segment, file, SealedCheck.run(segment, nextFirst, file));
        }
    }

    /** Judges a segment whole; {@code complete} when all of it is known to have been durable. */
    private Judged judge(Segment segment, boolean complete) throws IOException {
        try (var file = segment.open(storage)) {
            var check = SegmentCheck.of(segment, file);
            if (check.header() != null) {
                agree(segment, file, check.header());
            }
            long contentEnd = Filler.contentEnd(file, check.end());
            if (contentEnd > check.end()) {
                long covered = tailRule.highestWatermark(file, check.end(), contentEnd);
                if (complete || covered > check.lastSeq()) {
                    throw Damage.at(segment.name(), file, check.end(), check.problem());
                }
            }
            segment.durableUpTo(check.end());
            return new Judged(segment, check, contentEnd);
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

    private Found mend(@Nullable Judged unused, @Nullable Judged last) throws IOException {
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
            cut += last.cutBytes();
            var copyOfTail = repair.settle(last.segment(), last.check(), last.contentEnd());
            copy = copyOfTail == null ? copy : copyOfTail;
        }
        long lastSeq = last == null ? 0 : last.check().lastSeq();
        boolean marker = last == null || last.check().endsWithMarker();
        return new Found(
                segments, segments.isEmpty() ? null : logId, marker, new RecoveryReport(1, lastSeq, cut, copy));
    }
}
