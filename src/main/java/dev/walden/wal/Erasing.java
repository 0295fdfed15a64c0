package dev.walden.wal;

import dev.walden.wal.RecordRule.Fate;
import java.nio.ByteBuffer;
import java.util.SortedMap;

/**
 * Records get another body.
 *
 * @param reason letters and hyphens
 */
record Erasing(SortedMap<Long, byte[]> bodies, String reason) implements Rewriting {

    @Override
    public SegmentHeader header(SegmentHeader now) {
        return now.again();
    }

    @Override
    public Fate of(LogRecord entry) {
        var body = bodies.get(entry.seq());
        return body == null ? Fate.KEPT : new Fate.Reworded(ByteBuffer.wrap(body));
    }

    @Override
    public Fate ofMarkers() {
        return Fate.KEPT;
    }

    @Override
    public String attested(long dropped) {
        return "\"erased\":" + bodies.keySet().toString().replace(" ", "") + ",\"reason\":\"" + reason + "\"";
    }
}
