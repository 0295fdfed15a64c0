package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Audits all segments of a log, a few at a time. */
record SegmentAudits(SegmentFiles files, VerifyOptions options) {

    /** In the order of the segments. */
    List<SegmentAudit.Found> run() throws IOException {
        var segments = files.list();
        var daemons = Thread.ofPlatform().daemon().name("walden-verify-", 0).factory();
        try (var threads = Executors.newFixedThreadPool(options.threads(), daemons)) {
            List<Future<SegmentAudit.Found>> running = new ArrayList<>();
            for (int i = 0; i < segments.size(); i++) {
                int index = i;
                running.add(threads.submit(() -> told(SegmentAudit.at(files, segments, index))));
            }
            List<SegmentAudit.Found> found = new ArrayList<>();
            for (var one : running) {
                found.add(result(one));
            }
            return found;
        }
    }

    private SegmentAudit.Found told(SegmentAudit.Found found) {
        options.onBytes().accept(found.end().check().end());
        return found;
    }

    private static SegmentAudit.Found result(Future<SegmentAudit.Found> one) throws IOException {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the log was verified.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e.getCause() instanceof IOException unreadable ? unreadable : new IOException(e);
        }
    }
}
