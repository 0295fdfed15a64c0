package dev.walden.wal;

import dev.walden.wal.RecordRule.Fate;

/**
 * Records are left out.
 *
 * @param through up to which record the log is being thinned
 * @param reason letters and hyphens
 */
record Thinning(long through, RecordRule rule, String reason) implements Rewriting {

    @Override
    public SegmentHeader header(SegmentHeader now) {
        return now.thinned(through);
    }

    @Override
    public Fate of(LogRecord entry) {
        return rule.of(entry);
    }

    @Override
    public Fate ofMarkers() {
        return Fate.DROPPED; // they told of the end while it was the end
    }

    @Override
    public String attested(long dropped) {
        return "\"thinned\":" + through + ",\"dropped\":" + dropped + ",\"reason\":\"" + reason + "\"";
    }
}
