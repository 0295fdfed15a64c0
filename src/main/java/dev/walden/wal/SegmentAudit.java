package dev.walden.wal;

import dev.walden.wal.LogVerification.Tail;
import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies one segment in one pass: every line, its watermark, the segment's digest; and collects the seals in it. Confined to its thread. */
final class SegmentAudit implements LineVisitor {

    private final Segment segment;
    private final MessageDigest digest = SegmentDigest.newDigest();
    private final List<Seal> seals = new ArrayList<>();
    private long watermark;

    private SegmentAudit(Segment segment) {
        this.segment = segment;
        this.watermark = segment.first() - 1;
    }

    /**
     * What was found.
     *
     * @param sha256 of the good lines, hex
     * @param tail what stands behind them
     * @param problem what is wrong, null when nothing is
     */
    record Found(
            SegmentEnd end,
            String sha256,
            List<Seal> seals,
            Tail tail,
            @Nullable LogProblem problem) {

        Segment segment() {
            return end.segment();
        }

        @Nullable
        SegmentHeader header() {
            return end.check().header();
        }

        long lastSeq() {
            return end.check().lastSeq();
        }

        /** The same with another problem, which stands before all others. */
        Found with(LogProblem other) {
            return new Found(end, sha256, seals, Tail.CLEAN, other);
        }

        /** The highest record that is known to be durable from this segment: that it was begun says so of all before it. */
        long covered() {
            return Math.max(segment().first() - 1, end.check().watermark());
        }
    }

    /** One of all segments. What cannot be read of it is a problem of it and not of the others. */
    static Found at(SegmentFiles files, List<Segment> segments, int index) throws IOException {
        var segment = segments.get(index);
        try (var opened = files.open(segment)) {
            var file = new ReadableParts(opened);
            var found = index + 1 < segments.size()
                    ? full(file, segment, segments.get(index + 1).first())
                    : last(file, segment);
            return file.trouble().isEmpty() ? found : found.with(LogProblem.of(segment.name(), file.trouble()));
        } catch (NoRoomException | FileNotFoundException ofNoFile) {
            throw ofNoFile;
        } catch (IOException | WalException.Damaged notOpened) {
            return unreadable(segment, Damage.what(notOpened));
        }
    }

    private static Found unreadable(Segment segment, String why) {
        var check = new SegmentCheck(null, 0, segment.first() - 1, false, -1, why);
        var audit = new SegmentAudit(segment);
        return audit.found(
                new SegmentEnd(segment, check, 0, -1),
                Tail.CLEAN,
                LogProblem.of(segment.name(), "a file that can be read expected; " + why));
    }

    /** A segment that another one follows: all of it was durable before that one was begun. */
    private static Found full(ReadableFile file, Segment segment, long nextFirst) throws IOException {
        var audit = new SegmentAudit(segment);
        var end = audit.read(file, true);
        return audit.found(end, Tail.CLEAN, audit.problemOfFull(end, nextFirst, file));
    }

    /** The last one, which somebody may be writing while it is read. */
    private static Found last(ReadableFile file, Segment segment) throws IOException {
        var audit = new SegmentAudit(segment);
        var end = audit.read(file, false);
        if (end.badBytes() == 0) {
            boolean filled = file.length() > end.check().end();
            return audit.found(end, filled ? Tail.FILLED_AHEAD : Tail.CLEAN, null);
        }
        var again = new SegmentAudit(segment);
        var later = again.read(file, false);
        if (later.check().end() > end.check().end()) {
            return again.found(later, Tail.BEING_WRITTEN, null); // the line was half written when it was read
        }
        return again.found(later, Tail.TORN, later.acknowledgedIsBad() ? badLine(later, file) : null);
    }

    private SegmentEnd read(ReadableFile file, boolean full) throws IOException {
        var end = full
                ? SegmentEnd.ofFull(segment, file, TailScan::highestWatermark, this)
                : SegmentEnd.of(segment, file, TailScan::highestWatermark, this);
        segment.durableUpTo(end.check().end());
        return end;
    }

    private Found found(SegmentEnd end, Tail tail, @Nullable LogProblem problem) {
        return new Found(end, SegmentDigest.hex(digest.digest()), List.copyOf(seals), tail, problem);
    }

    private @Nullable LogProblem problemOfFull(SegmentEnd end, long nextFirst, ReadableFile file) throws IOException {
        if (end.badBytes() > 0 || end.check().header() == null) {
            return badLine(end, file);
        }
        long last = end.check().lastSeq();
        if (last == nextFirst - 1) {
            return null;
        }
        return Damage.problem(
                segment.name(),
                file,
                end.check().end(),
                "record %d expected last, as the next segment begins with %d, but %d found"
                        .formatted(nextFirst - 1, nextFirst, last));
    }

    private static LogProblem badLine(SegmentEnd end, ReadableFile file) throws IOException {
        return Damage.problem(
                end.segment().name(), file, end.check().end(), end.check().problem());
    }

    @Override
    public void header(LineCursor line) {
        digest(line);
    }

    @Override
    public @Nullable String problemOf(LineCursor line, LineParser parsed) {
        boolean first = parsed.seq() == segment.first();
        if (first ? parsed.durable() != watermark : parsed.durable() < watermark) {
            return "a watermark of %s%d expected, %d found"
                    .formatted(first ? "" : "at least ", watermark, parsed.durable());
        }
        if (parsed.bodyStartsWith(Markers.SEALED_TYPE) || parsed.bodyStartsWith(Markers.REWRITTEN_TYPE)) {
            var seal = Seal.of(parsed);
            if (seal == null) {
                return "a record of a segment's name, bytes and sha256 expected, another found";
            }
            seals.add(seal);
        }
        watermark = parsed.durable();
        digest(line);
        return null;
    }

    private void digest(LineCursor line) {
        digest.update(line.buffer(), line.from(), line.to() - line.from() + 1);
    }
}
