package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals segments that are full, behind the writer: cuts the filler off, then records each one's SHA-256 in a later segment. Digests
 * are recorded one at a time in order, so the highest one recorded says that all before it are, whatever a crash left undone. One that
 * cannot be read is told, and tried again; appends go on meanwhile, and those behind it are sealed after it.
 * Confined to the sealing lane, except for {@link #full}.
 */
final class Sealer {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    /** After which a segment that could not be read is tried again, as somebody may have mended it; as soon as another is full, too. */
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
    private boolean waiting;

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
        var next = recorded == null ? catalog.oldest() : catalog.after(recorded);
        if (recording || next == null || next == catalog.last()) {
            return;
        }
        try {
            if (wasRewritten(next)) {
                // So its digest was recorded. Where that cannot be read, no other may be recorded as the first.
                recorded = next;
                background.seal(() -> guarded(this::recordNext));
                return;
            }
            var body = Seal.sealed(next, digest(next));
            recording = true;
            append.accept(PendingAppend.ofLog(body, failure -> background.seal(() -> settled(next, failure))));
        } catch (NoRoomException e) {
            tryAgain(TRY_SOON);
        } catch (IOException | WalException.Damaged e) {
            tell(next, e);
            tryAgain(TRY_AGAIN);
        }
    }

    private void tell(Segment segment, Exception unreadable) {
        onDamage.accept(segment, "Segment " + segment.name() + " cannot be read to be sealed: " + unreadable + ".");
        LOG.atWarn()
                .addKeyValue("segment", segment.name())
                .addKeyValue("error", unreadable.toString())
                .log("full segment not sealed, trying again later");
    }

    private void tryAgain(Duration pause) {
        if (!waiting) {
            waiting = true;
            background.prepareLater(
                    pause,
                    () -> background.seal(() -> {
                        waiting = false;
                        guarded(this::recordNext);
                    }));
        }
    }

    private boolean knowsRecorded() throws IOException {
        try {
            if (!recordedKnown) {
                recorded = seals.lastSealed();
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
            recorded = segment;
            seals.recorded();
            guarded(this::recordNext);
        }
        // Without room it is tried again when the next segment is full, or at the next start.
    }

    private boolean wasRewritten(Segment segment) throws IOException {
        try (var file = segment.open(storage)) {
            var header = SealedCheck.header(segment, file);
            return header != null && header.rewritten() > 0;
        }
    }

    private String digest(Segment segment) throws IOException {
        try (var file = segment.open(storage)) {
            return SegmentDigest.of(file, segment.durableBytes());
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
