package dev.walden.activity;

import dev.walden.wal.LogRecord;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys that a log is under, and in which segments, as the scrub comes by its records. A service starts without those that are
 * not there, as it may never need them; a person should know before. Confined to the thread of the scrub.
 */
final class NeededKeys {

    private static final Logger LOG = LoggerFactory.getLogger(NeededKeys.class);

    private final KeyFolder there;
    private final Map<String, Set<String>> segments = new TreeMap<>();

    NeededKeys(KeyFolder there) {
        this.there = there;
    }

    /** Notes a record of a segment. */
    void note(String segment, LogRecord entry) {
        if (EncryptedBody.is(entry.body())) {
            segments.computeIfAbsent(EncryptedBody.key(entry.body()), _ -> new TreeSet<>())
                    .add(segment);
        }
    }

    /** Warns of each that is not there. */
    void tellMissing() {
        Set<String> ids = Set.copyOf(there.ids());
        segments.forEach((id, under) -> {
            if (!ids.contains(id)) {
                LOG.atWarn()
                        .addKeyValue("dataKey", id)
                        .addKeyValue("segments", under)
                        .log("data key missing, copy its file from a backup; without it, what it encrypted is lost");
            }
        });
    }
}
