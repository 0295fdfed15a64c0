package dev.walden.activity;

import dev.walden.wal.WriteAheadLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes blobs that no record names: those of erased records, and those of a process that ended between a blob and its record. Confined
 * to the thread of the upkeep.
 *
 * <p>A writer may be about to name a blob that is there. So one that was put in the last hour before the log was looked through stays.
 */
final class BlobSweep {

    private static final Logger LOG = LoggerFactory.getLogger(BlobSweep.class);
    private static final Duration MOST = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofDays(1);

    private final WriteAheadLog log;
    private final BlobStore blobs;
    private final Duration toBeNamed;
    private final InstantSource clock;
    private Instant due;

    /**
     * A sweep.
     *
     * @param eraseWithin time in which erased words must be gone; what was put in the last quarter of it, or in the last hour, stays
     */
    BlobSweep(WriteAheadLog log, BlobStore blobs, Duration eraseWithin, InstantSource clock) {
        this.log = log;
        this.blobs = blobs;
        this.clock = clock;
        this.due = clock.instant().plus(MOST);
        Duration quarter = eraseWithin.dividedBy(4);
        this.toBeNamed = quarter.compareTo(MOST) < 0 ? quarter : MOST;
    }

    /** Sweeps when nobody did for a day, the first time an hour after the start: appends that were refused leave blobs too. */
    void daily() {
        if (!clock.instant().isBefore(due)) {
            run();
        }
    }

    /** Looks through the whole log; returns how many blobs it deleted. */
    int run() {
        due = clock.instant().plus(PAUSE); // what fails is not tried every minute
        if (blobs.all().isEmpty()) {
            return 0;
        }
        blobs.recent().beginSweep(toBeNamed.toNanos());
        try {
            return sweep();
        } finally {
            blobs.recent().endSweep();
        }
    }

    private int sweep() {
        Set<String> named = named();
        int deleted = 0;
        for (String sha256 : blobs.all()) {
            if (!named.contains(sha256) && blobs.deleteUnlessRecent(sha256)) {
                deleted++;
            }
        }
        LOG.atInfo()
                .addKeyValue("named", named.size())
                .addKeyValue("deleted", deleted)
                .log("blobs swept");
        return deleted;
    }

    private Set<String> named() {
        Set<String> named = new HashSet<>();
        if (log.durable() >= log.first()) {
            log.read(log.first(), log.durable(), entry -> {
                byte[] body = new byte[entry.body().remaining()];
                entry.body().duplicate().get(body);
                if (BlobReferences.mayName(body)) {
                    named.addAll(BlobReferences.namesIn(new String(body, StandardCharsets.UTF_8)));
                }
                return true;
            });
        }
        return named;
    }
}
