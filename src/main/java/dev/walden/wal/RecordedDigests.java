package dev.walden.wal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a log says itself of its sealed segments. Two questions that later records can answer differently: which digest a segment
 * was sealed with, which the chain is made of for ever, and which one its file must have now.
 */
final class RecordedDigests {

    private final Map<String, Seal> sealed = new HashMap<>();

    /** Takes a seal in; returns an earlier one of the same segment that says something else. */
    @Nullable
    Seal note(Seal seal) {
        var earlier = sealed.putIfAbsent(seal.segment(), seal);
        boolean agrees = earlier == null
                || (earlier.bytes() == seal.bytes() && earlier.sha256().equals(seal.sha256()));
        return agrees ? null : earlier;
    }

    /** The seal as first recorded; null when it is not recorded. */
    @Nullable
    Seal sealOf(String segment) {
        return sealed.get(segment);
    }

    /** The length and digest that the segment's file must have now; null when nothing is recorded. */
    @Nullable
    Seal expectedOf(String segment) {
        return sealed.get(segment);
    }

    int count() {
        return sealed.size();
    }

    /** All segments that are recorded. */
    Iterable<Seal> all() {
        return sealed.values();
    }
}
