package dev.walden.wal;

import dev.walden.wal.LogVerification.Tail;
import dev.walden.wal.Storage.NoRoomException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what a repair could do. Changes nothing. */
final class RepairPlanner {

    private final SegmentFiles files;
    private final LogVerifier verifier;
    private final LogVerification found;

    RepairPlanner(SegmentFiles files, VerifyOptions options) throws IOException {
        this.files = files;
        verifier = new LogVerifier(files, options);
        found = verifier.run();
    }

    /** Segments from a backup, if one is given, and then the tail. */
    RepairPlan mend(@Nullable Path backup) throws IOException {
        return mend(backup, backup == null ? null : new FileStorage(backup));
    }

    /** @param there the storage of that backup */
    RepairPlan mend(@Nullable Path backup, @Nullable Storage there) throws IOException {
        var left = new ArrayList<>(found.problems());
        List<RepairStep> steps = backup == null || there == null
                ? new ArrayList<>()
                : putBack(left, new BackedUp(backup, new SegmentFiles(there)));
        if (left.isEmpty() && found.tail() == Tail.TORN) {
            steps.add(cutTail());
        }
        return new RepairPlan(steps, left);
    }

    private RepairStep cutTail() throws IOException {
        var segments = files.list();
        var last = segments.getLast();
        try (var file = files.open(last)) {
            var end = SegmentEnd.of(last, file, TailScan::highestWatermark, LineVisitor.NONE);
            return new RepairStep.CutTail(last.name(), end.check().end(), end.badBytes());
        }
    }

    /** By recorded digests as long as there are such: what is mended so may hold the digest of another. */
    private List<RepairStep> putBack(List<LogProblem> left, BackedUp backup) throws IOException {
        var steps = new LinkedHashMap<String, RepairStep>();
        var told = new LinkedHashSet<String>();
        left.forEach(problem -> told.add(problem.segment()));
        var sound = new HashSet<String>();
        for (var segment : told) {
            if (isSound(segment)) {
                sound.add(segment);
            } else {
                keep(segment, putBackByDigest(segment, backup), steps);
            }
        }
        if (steps.isEmpty()) {
            for (var segment : told) {
                keep(segment, putBackCompared(segment, backup), steps);
            }
        }
        boolean mends = !steps.isEmpty();
        left.removeIf(problem -> steps.containsKey(problem.segment()) || (mends && sound.contains(problem.segment())));
        left.replaceAll(backup::told);
        return new ArrayList<>(steps.values());
    }

    private static void keep(String segment, @Nullable RepairStep step, Map<String, RepairStep> steps) {
        if (step != null) {
            steps.put(segment, step);
        }
    }

    /** Whether all of it is as recorded: its problem is that another one is missing behind it, and goes when that is put back. */
    private boolean isSound(String name) throws IOException {
        var expected = verifier.digests().expectedOf(name);
        var segment = files.named(name);
        if (expected == null || segment == null) {
            return false;
        }
        try (var opened = files.open(segment)) {
            return SegmentDigest.of(new ReadableParts(opened), expected.bytes()).equals(expected.sha256());
        } catch (NoRoomException e) {
            throw e;
        } catch (IOException | WalException.Damaged _) {
            return false;
        }
    }

    /** Null when the digest is not recorded, or the backup has no sound segment of it. */
    private @Nullable RepairStep putBackByDigest(String name, BackedUp backup) throws IOException {
        var expected = verifier.digests().expectedOf(name);
        return expected == null
                ? null
                : backup.reading(name, file -> {
                    boolean sound = file.length() >= expected.bytes()
                            && SegmentDigest.of(file, expected.bytes()).equals(expected.sha256());
                    return sound
                            ? new RepairStep.PutBack(name, expected.bytes(), expected.sha256(), backup.folder())
                            : null;
                });
    }

    /** Null when a digest is recorded, or the backup has no segment that is known to be it. */
    private @Nullable RepairStep putBackCompared(String name, BackedUp backup) throws IOException {
        var damaged = files.named(name);
        var next = damaged == null ? null : files.after(damaged);
        return verifier.digests().expectedOf(name) != null || damaged == null || next == null
                ? null
                : new Comparison(files, damaged, next.first(), found.logId()).with(backup);
    }

    /** Everything from a record on; what is before must be sound. */
    RepairPlan cutFrom(long seq) throws IOException {
        if (seq <= found.first()) {
            throw new IllegalArgumentException(
                    "Record %d is the first one: nothing would be left. Restore a backup.".formatted(seq));
        }
        var segments = files.list();
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).first() < seq) {
                demandThatNothingBeforeIsAttestedBehind(seq);
                return new RepairPlan(List.of(cutFrom(seq, segments, i)), leftBefore(segments.get(i)));
            }
        }
        throw new IllegalArgumentException("The log does not hold record " + seq + ".");
    }

    /** Without the record that attests its form, a rewritten segment would count as damaged for ever. */
    private void demandThatNothingBeforeIsAttestedBehind(long seq) throws IOException {
        for (var segment : files.list()) {
            var rewriting = verifier.digests().rewritingOf(segment.name());
            if (rewriting != null && segment.first() < seq && rewriting.seq() >= seq) {
                throw new IllegalArgumentException(
                        "Record %d attests what segment %s is since it was rewritten; cut behind that record, or restore a backup."
                                .formatted(rewriting.seq(), segment.name()));
            }
        }
    }

    private RepairStep cutFrom(long seq, List<Segment> segments, int index) throws IOException {
        var segment = segments.get(index);
        var audited = SegmentAudit.at(files, segments, index);
        if (audited.lastSeq() < seq - 1) {
            throw new IllegalArgumentException("The log can be cut before record %d at the latest: %s"
                    .formatted(
                            audited.lastSeq() + 1, audited.problem() == null ? "it ends there." : audited.problem()));
        }
        try (var opened = files.open(segment)) {
            var file = new ReadableParts(opened);
            long offset = RecordLocator.endOf(segment, file, seq - 1);
            long known = Math.max(found.last(), found.durable());
            long last = Math.max(TailScan.highestSeq(file, offset, file.length()), known);
            var wholly = segments.subList(index + 1, segments.size()).stream()
                    .map(Segment::name)
                    .toList();
            long acknowledged = Math.max(0, Math.min(last, Math.max(found.durable(), seq - 1)) - seq + 1);
            return new RepairStep.CutFrom(segment.name(), offset, seq, last, acknowledged, wholly);
        }
    }

    private List<LogProblem> leftBefore(Segment last) {
        return found.problems().stream()
                .filter(problem -> problem.segment().compareTo(last.name()) < 0)
                .toList();
    }
}
