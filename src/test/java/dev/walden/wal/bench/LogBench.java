package dev.walden.wal.bench;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets the build run {@link WalBench} with its defaults. */
@Tag("bench")
class LogBench {

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void measure() throws Exception {
        WalBench.main(new String[0]);
    }
}
