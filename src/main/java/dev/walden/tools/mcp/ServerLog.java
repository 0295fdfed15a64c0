package dev.walden.tools.mcp;

import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what a server writes to its standard error into the service's log, without secrets and so many lines a minute. For one thread.
 */
final class ServerLog {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
    private static final int MOST_SHOWN = 2000;
    /** Enough for what is shown and, behind it, the longest form of a secret that begins there: cut before, it could not be told. */
    private static final int MOST_BYTES = 256 << 10;

    private static final int MOST_LINES = 200;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String server;
    private final Secrets secrets;
    private final LongSupplier nanos;
    private long begun;
    private int lines;

    ServerLog(String server, Secrets secrets) {
        this(server, secrets, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    ServerLog(String server, Secrets secrets, LongSupplier nanos) {
        this.server = server;
        this.secrets = secrets;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /** Reads to the end. */
    void follow(InputStream stderr) {
        BoundedLines in = new BoundedLines(stderr, MOST_BYTES);
        try {
            for (byte[] line = in.nextCut(); line != null; line = in.nextCut()) {
                told(line);
            }
        } catch (IOException _) {
            // the process has gone
        }
    }

    private void told(byte[] line) {
        long now = nanos.getAsLong();
        if (now - begun > MINUTE_NANOS) {
            begun = now;
            lines = 0;
        }
        lines++;
        if (lines <= MOST_LINES) {
            String whole = Foreign.plain(new String(line, StandardCharsets.UTF_8), MOST_BYTES);
            String text = Foreign.plain(secrets.redacted(whole), MOST_SHOWN);
            LOG.atInfo().addKeyValue("server", server).addKeyValue("line", text).log("mcp server says");
        } else if (lines == MOST_LINES + 1) {
            LOG.atWarn()
                    .addKeyValue("server", server)
                    .log("mcp server says too much, the rest of this minute is left out");
        }
    }
}
