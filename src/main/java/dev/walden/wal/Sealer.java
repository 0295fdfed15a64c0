package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals segments that are full, behind the writer: cuts the filler off, then records each one's SHA-256 in a later segment. Digests
 * are recorded one at a time in order, so the highest one recorded says that all before it are, whatever a crash left undone, but for
 * those that it names: one that cannot be read, or is damaged, is told and passed over, tried again from time to time, and sealed late
 * once it is mended. Confined to the sealing lane, except for {@link #full}.
 */
final class Sealer {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    /** After which a segment that could not be read is tried again, as somebody may have mended it. */
    private static final Duration TRY_AGAIN = Duration.ofHours(1);

    /** The same for want of descriptors. */
    private static final Duration TRY_SOON = Duration.ofSeconds(5);

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final SealSearch seals;
    private final Health health;
    private final Background background;
    private final Consumer<PendingAppend> append;
    private final BiConsumer<Segment, String> onDamage;

    private @Nullable Segment recorded;
    private boolean recordedKnown;
    private boolean recording;

    /** The first records of segments that were passed over. */
    private final Set<Long> skipped = new TreeSet<>();

    /** Those of them whose turn it is once more. */
    private final Queue<Long> again = new ArrayDeque<>();

    /** How long is being waited for something, from various moments. */
    private final Set<Duration> waiting = new HashSet<>();

    /** @param onDamage told of a segment that cannot be read, each time */
    Sealer(
            Storage storage,
            SegmentCatalog catalog,
            SealSearch seals,
            Health health,
            Background background,
            Consumer<PendingAppend> append,
            BiConsumer<Segment, String> onDamage) {
        this.storage = storage;
        this.catalog = catalog;
        this.seals = seals;
        this.health = health;
        this.background = background;
        this.append = append;
        this.onDamage = onDamage;
    }

    /** Takes over a segment that gets no more lines, and its file. */
    void full(Segment segment, WritableFile file) {
        background.seal(() -> guarded(() -> {
            file.truncate(segment.durableBytes());
            file.force();
            file.close();
            recordNext();
        }));
    }

    /** Records what a previous run did not come to. */
    void resume() {
        background.seal(() -> guarded(this::recordNext));
    }

    private void recordNext() throws IOException {
        if (!knowsRecorded()) {
            tryAgain(TRY_SOON);
            return;
        }
        var next = recording ? null : next();
        if (next == null) {
            return;
        }
        try {
            if (wasRewritten(next)) {
                // So its digest was recorded. Where that cannot be read, no other may be recorded as the first.
                settle(next);
                background.seal(() -> guarded(this::recordNext));
                return;
            }
            boolean late = skipped.contains(next.first());
            var body = Seal.sealed(next, digest(next), late ? Skips.LATE : new Skips(skipped, false));
            recording = true;
            append.accept(PendingAppend.ofLog(body, failure -> background.seal(() -> settled(next, failure))));
        } catch (NoRoomException e) {
            again.addAll(skipped.contains(next.first()) ? Set.of(next.first()) : Set.of());
            tryAgain(TRY_SOON);
        } catch (IOException | WalException.Damaged e) {
            tell(next, e);
            passOver(next);
        }
    }

    /** One that was passed over and may be mended, else the next in order; null when there is none. */
    private @Nullable Segment next() {
        while (!again.isEmpty()) {
            var segment = catalog.holding(again.remove());
            if (segment != null && skipped.contains(segment.first())) {
                return segment;
            }
        }
        var next = recorded == null ? catalog.oldest() : catalog.after(recorded);
        return next == catalog.last() ? null : next;
    }

    /** What is to be recorded of a segment is recorded. */
    private void settle(Segment segment) {
        if (!skipped.remove(segment.first())) {
            recorded = segment;
        }
        seals.recorded(skipped);
    }

    /** It may have been passed over before. With very many nothing goes on, and a person must look. */
    private void passOver(Segment segment) {
        tryAgain(TRY_AGAIN);
        if (skipped.contains(segment.first()) || skipped.size() < Skips.MAX_LEFT) {
            recorded = skipped.add(segment.first()) ? segment : recorded;
            seals.recorded(skipped);
            background.seal(() -> guarded(this::recordNext));
        }
    }

    private void tell(Segment segment, Exception unreadable) {
        onDamage.accept(segment, "Segment " + segment.name() + " cannot be sealed: " + unreadable + ".");
        LOG.atWarn()
                .addKeyValue("segment", segment.name())
                .addKeyValue("error", unreadable.toString())
                .log("full segment not sealed, trying again later");
    }

    private void tryAgain(Duration pause) {
        if (waiting.add(pause)) {
            background.prepareLater(
                    pause,
                    () -> background.seal(() -> {
                        waiting.remove(pause);
                        if (pause.equals(TRY_AGAIN)) {
                            again.clear();
                            again.addAll(skipped);
                        }
                        guarded(this::recordNext);
                    }));
        }
    }

    private boolean knowsRecorded() throws IOException {
        try {
            if (!recordedKnown) {
                var progress = seals.progress();
                recorded = progress.last();
                skipped.addAll(progress.skipped());
                again.addAll(skipped);
                seals.recorded(skipped);
                recordedKnown = true;
            }
            return true;
        } catch (NoRoomException e) {
            return false;
        }
    }

    private void settled(Segment segment, @Nullable WalException failure) {
        recording = false;
        if (failure == null) {
            settle(segment);
            guarded(this::recordNext);
        } else if (skipped.contains(segment.first())) {
            tryAgain(TRY_AGAIN);
        }
        // Without room another is tried again when the next segment is full, or at the next start.
    }

    private boolean wasRewritten(Segment segment) throws IOException {
        try (var file = segment.open(storage)) {
            var header = SealedCheck.header(segment, file);
            return header != null && header.rewritten() > 0;
        }
    }

    private String digest(Segment segment) throws IOException {
        try (var file = segment.open(storage)) {
            return CheckedDigest.of(segment, catalog.endOf(segment) - 1, file);
        }
    }

    private void guarded(Step step) {
        try {
            if (health.end() == null) {
                step.run();
            }
        } catch (Throwable e) {
            health.fail("A full segment could not be sealed in " + storage, e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
