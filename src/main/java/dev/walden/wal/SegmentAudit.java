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

/**
 * Verifies one segment in one pass: every line, its watermark, the segment's digest; and collects the seals in it. A file of the archive that
 * cannot be unpacked is a finding like any other. Confined to its thread.
 */
final class SegmentAudit implements LineVisitor {

    private final Segment segment;
    private final MessageDigest digest = SegmentDigest.newDigest();
    private final List<Seal> seals = new ArrayList<>();
    private long end;
    private long last;
    private long watermark;

    private SegmentAudit(Segment segment) {
        this.segment = segment;
        this.last = segment.first() - 1;
        this.watermark = last;
    }

    /**
     * What was found.
     *
     * @param sha256 of the good lines, hex
     * @param tail what stands behind them; means something of the last segment only
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
            return new Found(end, sha256, seals, Tail.DAMAGED, other);
        }

        /**
         * The highest record that is known to be durable from this segment: that it was begun says so of all before it. A line behind one
         * that is damaged says so too.
         */
        long covered() {
            long before = Math.max(segment().first() - 1, end.check().watermark());
            return tail == Tail.DAMAGED ? Math.max(before, end.covered()) : before;
        }
    }

    /** One of all segments. What cannot be read of it is a problem of it and not of the others. */
    static Found at(SegmentFiles files, List<Segment> segments, int index) throws IOException {
        var segment = segments.get(index);
        try (var opened = files.open(segment)) {
            var file = new ReadableParts(opened);
            var audit = new SegmentAudit(segment);
            var found = index + 1 < segments.size()
                    ? audit.full(file, segments.get(index + 1).first())
                    : audit.last(file);
            return file.trouble().isEmpty() ? found : found.with(located(found, file.trouble()));
        } catch (NoRoomException | FileNotFoundException ofNoFile) {
            throw ofNoFile;
        } catch (IOException | WalException.Damaged notOpened) {
            return unreadable(segment, Damage.what(notOpened));
        }
    }

    private static LogProblem located(Found found, String trouble) {
        var problem = found.problem();
        return problem == null
                ? LogProblem.of(found.segment().name(), trouble)
                : new LogProblem(problem.segment(), problem.line(), problem.offset(), trouble);
    }

    private static Found unreadable(Segment segment, String why) {
        var check = new SegmentCheck(null, 0, segment.first() - 1, false, -1, why);
        var audit = new SegmentAudit(segment);
        return audit.found(
                new SegmentEnd(segment, check, 0, -1),
                Tail.DAMAGED,
                LogProblem.of(segment.name(), "a file that can be read expected; " + why));
    }

    /** A segment that another one follows: all of it was durable before that one was begun. */
    private Found full(ReadableFile file, long nextFirst) throws IOException {
        var read = read(file, true);
        return found(read, Tail.CLEAN, problemOfFull(read, nextFirst, file));
    }

    /** The last one, which somebody may be writing while it is read. */
    private Found last(ReadableFile file) throws IOException {
        var read = read(file, false);
        if (read.badBytes() == 0) {
            boolean filled = file.length() > read.check().end();
            return found(read, filled ? Tail.FILLED_AHEAD : Tail.CLEAN, null);
        }
        var again = new SegmentAudit(segment);
        var later = again.read(file, false);
        if (read.covered() > later.check().lastSeq()) { // it was durable before the second look
            return again.found(later, Tail.DAMAGED, badLine(later, file));
        }
        boolean wasHalfWritten = later.check().end() > read.check().end();
        return again.found(later, wasHalfWritten ? Tail.BEING_WRITTEN : Tail.TORN, null);
    }

    private SegmentEnd read(ReadableFile file, boolean full) throws IOException {
        var read = full
                ? SegmentEnd.ofFull(segment, file, TailScan::highestWatermark, this)
                : SegmentEnd.of(segment, file, TailScan::highestWatermark, this);
        segment.durableUpTo(read.check().end());
        return read;
    }

    private Found found(SegmentEnd read, Tail tail, @Nullable LogProblem problem) {
        return new Found(read, SegmentDigest.hex(digest.digest()), List.copyOf(seals), tail, problem);
    }

    private @Nullable LogProblem problemOfFull(SegmentEnd read, long nextFirst, ReadableFile file) throws IOException {
        if (read.badBytes() > 0 || read.check().header() == null) {
            return badLine(read, file);
        }
        if (last == nextFirst - 1) {
            return null;
        }
        return Damage.problem(
                segment.name(),
                file,
                end,
                "record %d expected last, as the next segment begins with %d, but %d found"
                        .formatted(nextFirst - 1, nextFirst, last));
    }

    private static LogProblem badLine(SegmentEnd read, ReadableFile file) throws IOException {
        return Damage.problem(
                read.segment().name(), file, read.check().end(), read.check().problem());
    }

    @Override
    public void header(LineCursor line) {
        take(line);
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
        last = parsed.seq();
        take(line);
        return null;
    }

    private void take(LineCursor line) {
        end = line.endOffset();
        digest.update(line.buffer(), line.from(), line.to() - line.from() + 1);
    }
}
