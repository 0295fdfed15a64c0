package dev.walden.wal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a log says itself of its sealed segments. Two questions that later records can answer differently: which digest a segment
 * was sealed with, which the chain is made of for ever, and which one its file must have now.
 */
final class RecordedDigests {

    private final Map<String, Seal> sealed = new HashMap<>();
    private final Map<String, Seal> rewritten = new HashMap<>();
    private Set<Long> skipped = Set.of();

    /** All rewritings, by the number of the record. */
    private final SortedMap<Long, Seal> attested = new TreeMap<>();

    /**
     * Takes a record in, in the order of the log. Returns an earlier one of the same segment that it contradicts: another digest of the
     * sealing, or a rewriting of something that the segment was not.
     */
    @Nullable
    Seal note(Seal seal) {
        if (!seal.original()) {
            var earlier = expectedOf(seal.segment());
            rewritten.put(seal.segment(), seal);
            attested.put(seal.seq(), seal);
            return earlier == null || earlier.sha256().equals(seal.before()) ? null : earlier;
        }
        skipped = seal.skips().late() ? skipped : seal.skips().left();
        var earlier = sealed.putIfAbsent(seal.segment(), seal);
        boolean agrees = earlier == null
                || (earlier.bytes() == seal.bytes() && earlier.sha256().equals(seal.sha256()));
        return agrees ? null : earlier;
    }

    /** The last attested rewriting of a segment; null when it is as it was sealed. */
    @Nullable
    Seal rewritingOf(String segment) {
        return rewritten.get(segment);
    }

    /** Rewritings of what is held up to a record that were attested only behind it, in the order of the log. */
    List<LogRewriting> rewrittenSince(long seq) {
        return attested.tailMap(seq + 1).values().stream()
                .filter(seal -> seal.first() <= seq)
                .map(seal -> new LogRewriting(seal.segment(), seal.seq(), seal.reason()))
                .toList();
    }

    /** The seal as first recorded; null when it is not recorded. */
    @Nullable
    Seal sealOf(String segment) {
        return sealed.get(segment);
    }

    /** The length and digest that the segment's file must have now; null when nothing is recorded. */
    @Nullable
    Seal expectedOf(String segment) {
        return rewritten.getOrDefault(segment, sealed.get(segment));
    }

    /** Whether the newest record of a sealing in order says that a segment was passed over and not sealed by then. */
    boolean isSkipped(String segment) {
        return SegmentName.first(segment).stream().anyMatch(skipped::contains);
    }

    /** The first records of those segments, some of which may be sealed late. */
    Set<Long> skipped() {
        return skipped;
    }

    int count() {
        return sealed.size();
    }

    /** All segments that are recorded. */
    Iterable<Seal> all() {
        return sealed.values();
    }
}
