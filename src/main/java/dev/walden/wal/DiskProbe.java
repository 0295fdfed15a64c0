package dev.walden.wal;

import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures from time to time what the disk alone takes: one write of 4 KiB into a filled file, and one fdatasync. Beside the time of a
 * commit it tells a slow disk from a busy processor. Runs in the background and touches no file of the log.
 */
final class DiskProbe {

    static final String NAME = "probe.prefill";

    private static final Logger LOG = LoggerFactory.getLogger(DiskProbe.class);

    private static final int BLOCK_BYTES = 4 * 1024;
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final Storage storage;
    private final Background background;
    private final Health health;
    private final WalMetrics metrics;
    private final byte[] block = new byte[BLOCK_BYTES];

    DiskProbe(Storage storage, Background background, Health health, WalMetrics metrics) {
        this.storage = storage;
        this.background = background;
        this.health = health;
        this.metrics = metrics;
    }

    /** Probes soon, and then again and again until the log is closed. */
    void start() {
        background.prepareLater(FIRST, this::run);
    }

    /** An error here says nothing of the log: what matters there will fail there. */
    private void run() {
        if (health.end() != null) {
            return;
        }
        try {
            metrics.probed(probe());
            background.prepareLater(PERIOD, this::run);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("disk probe failed, no more are made");
        }
    }

    /** Two rounds: the first one brings the file to its size after a start. */
    private long probe() throws IOException {
        try (WritableFile file = storage.list().contains(NAME) ? storage.write(NAME) : storage.create(NAME)) {
            time(file);
            return time(file);
        }
    }

    private long time(WritableFile file) throws IOException {
        long start = System.nanoTime();
        file.write(block, BLOCK_BYTES, 0);
        file.force();
        return System.nanoTime() - start;
    }
}
