package dev.walden.activity;

import dev.walden.wal.WalException;
import dev.walden.wal.WriteAheadLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes blobs that no record names: those of erased records, and those of a process that ended between a blob and its record. Confined
 * to the thread of the upkeep.
 *
 * <p>A writer may be about to name a blob that is there. So one that was put in the last hour before the log was looked through stays.
 * And while a record cannot be read, no blob goes at all: that one may name any.
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

    /** Until then no sweep is tried, as one could not do it all. */
    private Instant notBefore = Instant.MIN;

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

    /**
     * Looks through the whole log.
     *
     * @return how many blobs it deleted; nothing when something cannot be read, or not be deleted: it is tried again a day later
     */
    OptionalInt run() {
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) {
            return OptionalInt.empty();
        }
        due = now.plus(PAUSE); // what fails is not tried every minute
        try {
            return OptionalInt.of(blobs.all().isEmpty() ? blobs.deleteUnlessRecent(List.of()) : sweepHoldingBack());
        } catch (WalException.Damaged | ActivityException.Unreadable unreadable) {
            notBefore = now.plus(PAUSE);
            LOG.atWarn()
                    .addKeyValue("error", unreadable.getMessage())
                    .log("blobs not swept, as what is damaged may name any; trying again a day later");
            return OptionalInt.empty();
        } catch (BlobsLeftException left) {
            notBefore = now.plus(PAUSE);
            LOG.atWarn().addKeyValue("error", left.getMessage()).log("blobs not all deleted, trying again a day later");
            return OptionalInt.empty();
        }
    }

    private int sweepHoldingBack() throws BlobsLeftException {
        blobs.recent().beginSweep(toBeNamed.toNanos());
        try {
            return sweep();
        } finally {
            blobs.recent().endSweep();
        }
    }

    private int sweep() throws BlobsLeftException {
        Set<String> named = named();
        List<String> nobodys =
                blobs.all().stream().filter(sha256 -> !named.contains(sha256)).toList();
        int deleted = blobs.deleteUnlessRecent(nobodys);
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
