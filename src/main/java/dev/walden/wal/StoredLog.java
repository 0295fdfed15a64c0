package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.RecordReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log as it lies in its folder, read beside a running service or from a copy. Takes no lock, writes nothing, mends nothing. Every
 * record is verified before it is given. Confined to its thread.
 */
public final class StoredLog implements Closeable {

    private static final long POLL_MILLIS = 50;

    private final SegmentFiles files;
    private final SegmentCatalog catalog = new SegmentCatalog(count -> {}, count -> {});
    private final OpenFiles open;
    private final @Nullable LiveEnd end;

    private StoredLog(SegmentFiles files) throws IOException {
        this.files = files;
        open = new OpenFiles(catalog, files::opened);
        files.sized().forEach(catalog::add);
        var newest = catalog.last();
        end = newest == null ? null : new LiveEnd(files, catalog, open, newest);
        lookAgain();
    }

    /**
     * Opens the log of a data folder.
     *
     * @throws WalException.Missing when there is none
     * @throws WalException.Unusable when it cannot be read
     * @throws WalException.UnknownFormat when a newer version wrote it
     */
    public static StoredLog open(Path home) {
        if (!Files.isDirectory(home.resolve("log"))) {
            throw new WalException.Missing("The data folder " + home + " has no log: a folder " + home.resolve("log")
                    + " was expected. Name the right one with --walden.home=FOLDER.");
        }
        return open(new FileStorage(home));
    }

    static StoredLog open(Storage storage) {
        return readable(storage, () -> new StoredLog(new SegmentFiles(storage)));
    }

    /** The segments, in order, as they are now. */
    public List<StoredSegment> segments() {
        return readable(files.storage(), () -> {
            List<StoredSegment> segments = new ArrayList<>();
            for (var segment : files.sized()) {
                segments.add(sized(segment));
            }
            return segments;
        });
    }

    /** Only the file of a packed one says how long the plain form is. */
    private StoredSegment sized(Segment segment) throws IOException {
        if (!segment.archived()) {
            return new StoredSegment(segment.name(), segment.first(), false, segment.durableBytes());
        }
        try (var opened = files.opened(segment)) {
            boolean archived = opened.segment().archived();
            return new StoredSegment(
                    segment.name(), segment.first(), archived, opened.file().length());
        }
    }

    /** The segments that hold the records up to {@code seq}, each with as many bytes as are needed of it: what a copy is made of. */
    public List<StoredSegment> upTo(long seq) {
        return readable(files.storage(), () -> {
            List<StoredSegment> needed = new ArrayList<>();
            for (var segment : catalog.all()) {
                if (segment.first() <= seq) {
                    needed.add(upTo(segment, seq));
                }
            }
            return needed;
        });
    }

    private StoredSegment upTo(Segment segment, long seq) throws IOException {
        try (var opened = files.opened(segment)) {
            long bytes = catalog.endOf(segment) <= seq + 1
                    ? Filler.contentEndOfFull(opened.file(), 0) + 1
                    : RecordLocator.endOf(opened.segment(), opened.file(), seq);
            return new StoredSegment(
                    segment.name(), segment.first(), opened.segment().archived(), bytes);
        }
    }

    /** The lowest sequence number that is held; 1 for an empty log. */
    public long first() {
        return catalog.first();
    }

    /**
     * The highest record that is known to be durable, because a later line says so; 0 for an empty log. It, and those before it, may be
     * damaged by now: reading tells. As of the last look.
     */
    public long durable() {
        return end == null ? 0 : end.durable();
    }

    /**
     * The highest record on a good line, or the highest durable one when that is damaged. Those above {@link #durable()} may not have been
     * acknowledged. As of the last look.
     */
    public long last() {
        return end == null ? 0 : end.last();
    }

    /** Takes in what a running service wrote since. */
    public void lookAgain() {
        if (end != null) {
            readable(files.storage(), () -> {
                end.advance();
                return true;
            });
        }
    }

    /**
     * Waits until {@code seq} is known to be durable, looking again from time to time.
     *
     * @return whether it is
     */
    public boolean awaitDurable(long seq, Duration atMost) throws InterruptedException {
        var never = new CountDownLatch(1);
        long deadline = System.nanoTime() + atMost.toNanos();
        lookAgain();
        while (durable() < seq && System.nanoTime() < deadline) {
            var _ = never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            lookAgain();
        }
        return durable() >= seq;
    }

    /**
     * Gives the records from {@code from} to {@code to}, both included, in order. Records of the log itself are among them.
     *
     * @throws WalException.Damaged when one is missing or not as it must be; says where
     * @throws IllegalArgumentException when the range reaches beyond {@link #first()} and {@link #last()}
     */
    public void read(long from, long to, RecordReader reader) {
        if (from < first() || to > last()) {
            throw new IllegalArgumentException(
                    "Records %d to %d were asked for, %d to %d are there.".formatted(from, to, first(), last()));
        }
        readable(files.storage(), () -> {
            new LogReader(catalog, open).read(from, to, reader);
            return true;
        });
    }

    /**
     * Verifies everything: headers, checksums, the sequence over all segments, watermarks, and the recorded digests of sealed
     * segments. Reads with threads of its own.
     *
     * @throws WalException.UnknownFormat when a newer version wrote it
     * @throws WalException.Unusable when a file cannot be read
     */
    public LogVerification verify(VerifyOptions options) {
        return readable(files.storage(), () -> new LogVerifier(files, options).run());
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    private static <T> T readable(Storage storage, Reading<T> reading) {
        try {
            return reading.run();
        } catch (IOException e) {
            throw new WalException.Unusable(
                    "The log in " + storage + " cannot be read: " + e + ". Check the disk and the permissions.", e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T run() throws IOException;
    }
}
