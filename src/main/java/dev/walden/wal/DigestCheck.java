package dev.walden.wal;

import dev.walden.wal.SegmentAudit.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Holds segments against what the log records of them, also while a service gives them other forms. Each of these is attested before it
 * takes the segment's name. So one that is not as expected is looked at again between two looks at what the log says by then: it must be
 * what was attested before, or anything that was attested in between.
 *
 * @param digests gets what is recorded meanwhile
 * @param problems told what is not as it must be
 */
record DigestCheck(SegmentFiles files, RecordedDigests digests, Consumer<LogProblem> problems) {

    /** Returns the segments, those that had to be looked at again as they are now. */
    List<Found> run(List<Found> segments) throws IOException {
        if (suspects(segments, files.storage().list()).isEmpty()) {
            return segments;
        }
        var growth = new LogGrowth(files, segments.getLast());
        growth.seals().forEach(digests::note);
        var unfinished = files.storage().list();
        var listed = segments.stream().map(Found::segment).toList();
        var before = new HashMap<String, @Nullable Seal>();
        List<Found> now = new ArrayList<>(segments);
        var suspects = suspects(segments, unfinished);
        for (int i : suspects) {
            before.put(listed.get(i).name(), expected(segments.get(i)));
            now.set(i, SegmentAudit.at(files, listed, i));
        }
        var meanwhile = growth.seals();
        meanwhile.forEach(digests::note);
        for (int i : suspects) {
            judge(now.get(i), before.get(listed.get(i).name()), unfinished, meanwhile);
        }
        return now;
    }

    private List<Integer> suspects(List<Found> segments, List<String> names) {
        return IntStream.range(0, segments.size())
                .filter(i -> !isExpected(segments.get(i), expected(segments.get(i)), names))
                .boxed()
                .toList();
    }

    private @Nullable Seal expected(Found found) {
        return digests.expectedOf(found.segment().name());
    }

    /**
     * A segment with a bad line has another digest, too; that would be no news. One whose rewriting is attested may still be as it was,
     * while its other form lies beside it: the next start of the service finishes that.
     */
    private static boolean isExpected(Found found, @Nullable Seal expected, List<String> names) {
        if (found.problem() != null) {
            return true;
        }
        if (expected == null) {
            return found.header() == null || found.header().rewritten() == 0;
        }
        boolean underWay = found.sha256().equals(expected.before())
                && names.contains(SegmentRewriter.unfinished(expected.segment()));
        return underWay || isForm(found, expected);
    }

    private static boolean isForm(Found found, Seal seal) {
        return found.end().check().end() == seal.bytes() && found.sha256().equals(seal.sha256());
    }

    private void judge(Found found, @Nullable Seal before, List<String> names, List<Seal> meanwhile) {
        var name = found.segment().name();
        boolean attested = meanwhile.stream()
                .anyMatch(seal -> seal.segment().equals(name) && !seal.original() && isForm(found, seal));
        if (found.problem() != null) {
            problems.accept(found.problem());
        } else if (!attested && !isExpected(found, before, names)) {
            problems.accept(LogProblem.of(name, wanted(before) + foundIn(found)));
        }
    }

    private static String wanted(@Nullable Seal expected) {
        return expected == null
                ? "a record expected that attests its rewriting, none found; "
                : "%d bytes with the SHA-256 %s expected, as record %d says; "
                        .formatted(expected.bytes(), expected.sha256(), expected.seq());
    }

    private static String foundIn(Found found) {
        return "%d bytes with %s found".formatted(found.end().check().end(), found.sha256());
    }
}
