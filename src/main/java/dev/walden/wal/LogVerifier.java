package dev.walden.wal;

import dev.walden.wal.LogVerification.Tail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verifies a stored log wholly: each segment alone, several at a time, then what the segments say of each other. Changes nothing. */
final class LogVerifier {

    private final SegmentFiles files;
    private final VerifyOptions options;
    private final RecordedDigests digests = new RecordedDigests();
    private final List<LogProblem> problems = new ArrayList<>();

    LogVerifier(SegmentFiles files, VerifyOptions options) {
        this.files = files;
        this.options = options;
    }

    LogVerification run() throws IOException {
        var read = new SegmentAudits(files, options).run();
        return read.isEmpty() ? empty() : judged(read);
    }

    private LogVerification judged(List<SegmentAudit.Found> read) throws IOException {
        var logId = mostCommonId(read);
        checkEnds(read.getFirst().segment(), read.getLast().segment());
        read.forEach(found -> notice(found, logId));
        var segments = new DigestCheck(files, digests, problems::add).run(read);
        checkNoneIsMissing(segments);
        var last = lastUsed(segments);
        long durable = segments.getLast().covered();
        var tail = segments.getLast().tail();
        var heads = new HeadChain(files, segments, digests, logId);
        checkExpectation(heads, segments.getLast(), last.lastSeq());
        return new LogVerification(
                logId,
                segments.size(),
                (int) segments.stream()
                        .filter(found -> digests.sealOf(found.segment().name()) != null)
                        .count(),
                (int) segments.stream()
                        .filter(found -> digests.rewritingOf(found.segment().name()) != null)
                        .count(),
                (int) segments.stream()
                        .map(SegmentAudit.Found::header)
                        .filter(header -> header != null && header.isThinned())
                        .count(),
                segments.getFirst().segment().first(),
                last.lastSeq(),
                durable,
                segments.stream().mapToLong(found -> found.end().check().end()).sum(),
                tail == Tail.DAMAGED || last.lastSeq() > 0 ? tail : Tail.EMPTY,
                tail == Tail.DAMAGED ? 0 : segments.getLast().end().badBytes(),
                problems.isEmpty() ? heads.newest(durable) : null,
                options.expected() == null
                        ? List.of()
                        : digests.rewrittenSince(options.expected().seq()),
                problems);
    }

    /** What the log says of its segments; known after {@link #run}. */
    RecordedDigests digests() {
        return digests;
    }

    private LogVerification empty() {
        if (options.expected() != null) {
            problems.add(LogProblem.of("(none)", "record " + options.expected().seq() + " expected, no segment found"));
        }
        return new LogVerification(null, 0, 0, 0, 0, 1, 0, 0, 0, Tail.EMPTY, 0, null, List.of(), problems);
    }

    /** A single foreign segment is the odd one out, wherever it stands. */
    private static @Nullable String mostCommonId(List<SegmentAudit.Found> segments) {
        Map<String, Long> counts = segments.stream()
                .map(SegmentAudit.Found::header)
                .filter(Objects::nonNull)
                .map(SegmentHeader::logId)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private void checkEnds(Segment first, Segment last) {
        if (first.first() != 1) {
            problems.add(LogProblem.of(
                    first.name(), "the first segment is expected to begin with 1; all before this one are missing"));
        }
        if (last.archived()) {
            problems.add(LogProblem.of(
                    last.name(),
                    "a segment expected behind this one, which is in the archive; all after it are missing"));
        }
    }

    private void notice(SegmentAudit.Found found, @Nullable String logId) {
        if (found.problem() != null) {
            problems.add(found.problem());
        }
        var header = found.header();
        if (header != null && header.first() != found.segment().first()) {
            problems.add(new LogProblem(
                    found.segment().name(),
                    1,
                    0,
                    "a segment that begins with %d expected, one that begins with %d found"
                            .formatted(found.segment().first(), header.first())));
        }
        if (header != null && !header.logId().equals(logId)) {
            problems.add(new LogProblem(
                    found.segment().name(),
                    1,
                    0,
                    "a segment of log %s expected, one of %s found".formatted(logId, header.logId())));
        }
        found.seals().forEach(seal -> note(found.segment(), seal));
    }

    private void note(Segment in, Seal seal) {
        var earlier = digests.note(seal);
        if (earlier != null) {
            problems.add(LogProblem.of(
                    seal.segment(),
                    "one digest expected, but record %d says %s and record %d says %s"
                            .formatted(earlier.seq(), earlier.sha256(), seal.seq(), seal.sha256())));
        }
        if (seal.segment().compareTo(in.name()) >= 0) {
            problems.add(LogProblem.of(
                    in.name(), "record %d seals %s, which was not full by then".formatted(seal.seq(), seal.segment())));
        }
    }

    /** Every recorded segment is there, and as digests are recorded in order, none is left out but those that are said to be. */
    private void checkNoneIsMissing(List<SegmentAudit.Found> segments) {
        var names = segments.stream().map(found -> found.segment().name()).collect(Collectors.toSet());
        var newest = "";
        for (var seal : digests.all()) {
            newest = newest.compareTo(seal.segment()) < 0 ? seal.segment() : newest;
            if (!names.contains(seal.segment()) && isWithin(segments, seal.first())) {
                problems.add(LogProblem.of(
                        seal.segment(),
                        "%d bytes with the SHA-256 %s expected, as record %d says; no file found"
                                .formatted(seal.bytes(), seal.sha256(), seal.seq())));
            }
        }
        for (long first : digests.skipped()) {
            var name = SegmentName.of(first);
            if (!names.contains(name) && digests.sealOf(name) == null && isWithin(segments, first)) {
                problems.add(LogProblem.of(
                        name,
                        "a file expected, as a record says that it was passed over and not sealed; no file found, and as no record"
                                + " says its digest, only restoring a backup brings it back"));
            }
        }
        for (var name : names) {
            boolean expected = name.compareTo(newest) < 0 && !digests.isSkipped(name);
            if (expected && digests.sealOf(name) == null && allReadBehind(name, segments)) {
                problems.add(LogProblem.of(
                        name, "a record of its digest expected, as there is one of " + newest + "; none found"));
            }
        }
    }

    /** Others may have been begun, and sealed, since the segments were listed. */
    private static boolean isWithin(List<SegmentAudit.Found> segments, long first) {
        return first > segments.getFirst().segment().first()
                && first < segments.getLast().segment().first();
    }

    /** Behind a bad line the record of a digest may stand that is not seen. */
    private static boolean allReadBehind(String name, List<SegmentAudit.Found> segments) {
        return segments.stream()
                .filter(found -> found.segment().name().compareTo(name) > 0)
                .allMatch(found -> found.problem() == null);
    }

    private static SegmentAudit.Found lastUsed(List<SegmentAudit.Found> segments) {
        var last = segments.getLast();
        return last.end().unused() && segments.size() > 1 ? segments.get(segments.size() - 2) : last;
    }

    private void checkExpectation(HeadChain heads, SegmentAudit.Found last, long lastSeq) throws IOException {
        var expected = options.expected();
        if (expected == null) {
            return;
        }
        var found = heads.at(expected.seq());
        if (!expected.equals(found)) { // its segment may have got other lines just now
            new LogGrowth(files, last).seals().forEach(digests::note);
        }
        var rewriting = digests.rewritingOf(heads.nameOf(expected.seq()));
        if (!expected.equals(found) && rewriting != null) {
            problems.add(LogProblem.of(
                    rewriting.segment(),
                    "the head %s cannot be computed any more, as record %d attests that its segment was rewritten; keep a newer head"
                            .formatted(expected, rewriting.seq())));
        } else if (found == null && expected.seq() > lastSeq) {
            problems.add(LogProblem.of(
                    heads.nameOf(expected.seq()),
                    "the head %s expected, but the log ends with record %d".formatted(expected, lastSeq)));
        } else if (!expected.equals(found)) {
            problems.add(LogProblem.of(
                    heads.nameOf(expected.seq()),
                    "the head %s expected, %s found".formatted(expected, found == null ? "none" : found)));
        }
    }
}
