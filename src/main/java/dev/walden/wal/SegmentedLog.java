package dev.walden.wal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as segments of JSON lines in one folder; {@code docs/log-format.md} specifies it. Thread-safe.
 *
 * <p>One writer thread commits what many callers append, a caller who comes alone commits itself; two background threads fill the
 * next segment and seal the last one.
 */
public final class SegmentedLog implements WriteAheadLog {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentedLog.class);

    private final Storage storage;
    private final Background background;
    private final Health health;
    private final RecoveryReport recovery;
    private final SegmentCatalog catalog;
    private final DurableMark mark;
    private final GroupCommit commits;
    private final SegmentSource source;
    private final OpenFiles files;
    private final LogReader reader;
    private final Archive archive;
    private final Rewriter rewriter;
    private final Scrub scrub;

    /**
     * Opens the log of a data folder, or begins one. Takes the folder's lock, mends the end that a crash left, and starts the
     * log's threads.
     *
     * @throws IllegalArgumentException when segments are to be smaller than {@link WalOptions#MIN_SEGMENT_BYTES}
     * @throws WalException.Locked when another process has the folder
     * @throws WalException.Damaged when the log is damaged before its tail; nothing was changed
     * @throws WalException.UnknownFormat when a newer version wrote it
     * @throws WalException.Unusable when the folder cannot be read or written
     */
    public static SegmentedLog open(WalOptions options, WalMetrics metrics) {
        if (options.segmentBytes() < WalOptions.MIN_SEGMENT_BYTES) {
            throw new IllegalArgumentException("A segment must have at least " + WalOptions.MIN_SEGMENT_BYTES
                    + " bytes, not " + options.segmentBytes() + ".");
        }
        var log = open(options, metrics, Wiring.live(options));
        new DiskProbe(log.storage, log.background, log.health, metrics).start();
        return log;
    }

    /** Opens with what a test puts in; segments may be tiny. */
    static SegmentedLog open(WalOptions options, WalMetrics metrics, Wiring wiring) {
        boolean interrupted = Thread.interrupted(); // an interrupt would close the files that are being mended
        try {
            wiring.storage().lock();
            return new SegmentedLog(options, metrics, wiring);
        } catch (IOException e) {
            closeAfterFailure(wiring, e);
            throw new WalException.Unusable(
                    "The log in " + wiring.storage() + " cannot be opened: " + e
                            + ". Check the disk and the permissions.",
                    e);
        } catch (RuntimeException e) {
            closeAfterFailure(wiring, e);
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void closeAfterFailure(Wiring wiring, Exception failure) {
        letGo(wiring.background().close(), wiring.storage(), failure::addSuppressed);
    }

    /** What still runs may write to the folder, so nobody else may have it before that has ended: as a rule at once. */
    private static void letGo(CompletableFuture<Void> ended, Storage storage, Consumer<IOException> onFailure) {
        var _ = ended.thenRun(() -> {
            try {
                storage.close();
            } catch (IOException e) {
                onFailure.accept(e);
            }
        });
    }

    private SegmentedLog(WalOptions options, WalMetrics metrics, Wiring wiring) throws IOException {
        storage = wiring.storage();
        background = wiring.background();
        health = new Health(options.onFailure(), metrics);
        var found = new Recovery(storage, wiring.tailRule()).run();
        recovery = found.report();
        catalog = new SegmentCatalog(metrics::segments, metrics::archived);
        found.segments().forEach(catalog::add);
        files = new OpenFiles(catalog, segment -> OpenSegment.known(segment, storage));
        reader = new LogReader(catalog, files);
        metrics.tailCut(recovery.cutBytes());
        source = options.preFill() && !storage.copyOnWrite()
                ? new PrefilledSegments(storage, options, health, background)
                : new GrowingSegments(storage, options, health, background);
        mark = new DurableMark(recovery.last(), metrics);
        var seals = new SealSearch(storage, catalog);
        rewriter = new Rewriter(
                catalog,
                storage,
                background,
                health,
                new SegmentRewriter(storage, catalog, files, seals, health, this::appendOwn));
        scrub = new Scrub(storage, catalog, metrics);
        found.notUnpacked().forEach(scrub::found);
        archive = new Archive(storage, catalog, files, seals, background, health, metrics::archiveFailed);
        seals.onMended(archive::mended);
        seals.onMended(rewriter::mended);
        var sealer = new Sealer(storage, catalog, seals, health, background, this::appendOwn, scrub::found);
        var writer = new SegmentWriter(recovered(found, wiring), catalog, source, options.clock(), sealer::full);
        commits = new GroupCommit(writer, mark, health, metrics, wiring.quiet(), found.endsWithMarker());
        health.onEnd(commits::wake);
        commits.start();
        source.prepare();
        sealer.resume();
        rewriter.resume();
        logOpened();
    }

    private Recovered recovered(Recovery.Found found, Wiring wiring) throws IOException {
        var last = catalog.last();
        var logId = found.logId() == null ? wiring.newLogId().get() : found.logId();
        var file = last == null ? null : source.adopt(storage.write(last.name()), last.durableBytes());
        return new Recovered(logId, recovery.last(), file);
    }

    private void logOpened() {
        var event = recovery.cutBytes() > 0 ? LOG.atWarn() : LOG.atInfo();
        event.addKeyValue("seq", recovery.last())
                .addKeyValue("cutBytes", recovery.cutBytes())
                .addKeyValue("copyOfCut", recovery.brokenCopy())
                .log("log opened");
    }

    private void appendOwn(PendingAppend append) {
        commits.submit(append);
    }

    @Override
    public Appended append(List<byte[]> bodies, Urgency urgency) {
        Bodies.check(bodies);
        return commits.append(bodies, urgency);
    }

    @Override
    public long durable() {
        return mark.durable();
    }

    @Override
    public long first() {
        return catalog.first();
    }

    @Override
    public boolean awaitDurable(long seq, Duration atMost) throws InterruptedException {
        return mark.await(seq, atMost);
    }

    @Override
    public void read(long from, long to, RecordReader into) {
        requireHeld(from, to);
        try {
            reader.read(from, to, into);
        } catch (IOException e) {
            throw unreadable(from, to, e);
        }
    }

    @Override
    public long partEnd(long from, long to, int bytes) {
        requireHeld(from, to);
        try {
            return reader.partEnd(from, to, bytes);
        } catch (IOException e) {
            throw unreadable(from, to, e);
        }
    }

    private void requireHeld(long from, long to) {
        if (from < first() || to > durable()) {
            throw new IllegalArgumentException(
                    "Records %d to %d were asked for, %d to %d are there.".formatted(from, to, first(), durable()));
        }
    }

    private WalException unreadable(long from, long to, IOException e) {
        var message = "Records %d to %d cannot be read in %s: %s.".formatted(from, to, storage, e);
        return health.end() == null ? new WalException.Damaged(message) : new WalException.Unusable(message, e);
    }

    @Override
    public void archive(long upTo, Instant before) {
        archive.request(upTo, before);
    }

    @Override
    public List<Long> rewrite(SortedMap<Long, byte[]> bodies, String reason) {
        Bodies.check(List.copyOf(bodies.values()));
        return rewriter.rewrite(bodies, reason);
    }

    @Override
    public long thin(long from, long through, RecordRule rule, String reason) {
        return rewriter.thin(from, through, rule, reason);
    }

    @Override
    public long lastBefore(Instant time) {
        try {
            return reader.lastBefore(time, durable());
        } catch (IOException e) {
            throw unreadable(first(), durable(), e);
        }
    }

    @Override
    public void beginSegment() {
        commits.submit(PendingAppend.ofNewSegment(failure -> {}));
    }

    @Override
    public void scrub(LongConsumer pace, SegmentReader reader) {
        scrub.pass(pace, reader);
    }

    @Override
    public List<String> damage() {
        return scrub.damage();
    }

    @Override
    public LogSize size() {
        try {
            long archived = 0;
            for (var file : storage.sizes().entrySet()) {
                archived += file.getKey().startsWith(Segment.ARCHIVE) ? file.getValue() : 0;
            }
            return new LogSize(catalog.plainBytes(), archived);
        } catch (IOException e) {
            throw new WalException.Unusable("The log in " + storage + " cannot be looked through: " + e + ".", e);
        }
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    @Override
    public LogCondition condition() {
        return health.condition();
    }

    @Override
    public void close() {
        commits.close();
        var ended = background.close();
        source.close();
        try {
            files.close();
        } catch (IOException e) {
            notClosedCleanly(e);
        }
        letGo(ended, storage, SegmentedLog::notClosedCleanly);
    }

    private static void notClosedCleanly(IOException e) {
        LOG.atWarn().setCause(e).log("log not closed cleanly");
    }
}
