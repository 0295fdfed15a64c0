package dev.walden.wal;

import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals segments that are full, behind the writer: cuts the filler off, then records each one's SHA-256 in a later segment. Digests
 * are recorded one at a time in order, so the highest one recorded says that all before it are, whatever a crash left undone.
 * Confined to the sealing lane, except for {@link #full}.
 */
final class Sealer {

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final Health health;
    private final Background background;
    private final Consumer<PendingAppend> append;

    private @Nullable Segment recorded;
    private boolean recordedKnown;
    private boolean recording;

    Sealer(
            Storage storage,
            SegmentCatalog catalog,
            Health health,
            Background background,
            Consumer<PendingAppend> append) {
        this.storage = storage;
        this.catalog = catalog;
        this.health = health;
        this.background = background;
        this.append = append;
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
        if (!recordedKnown) {
            recorded = new SealSearch(storage, catalog).lastSealed();
            recordedKnown = true;
        }
        var next = recorded == null ? catalog.oldest() : catalog.after(recorded);
        if (recording || next == null || next == catalog.last()) {
            return;
        }
        var body = Seal.sealed(next, digest(next));
        recording = true;
        append.accept(PendingAppend.ofLog(body, failure -> background.seal(() -> settled(next, failure))));
    }

    private void settled(Segment segment, @Nullable WalException failure) {
        recording = false;
        if (failure == null) {
            recorded = segment;
            guarded(this::recordNext);
        }
        // Without room it is tried again when the next segment is full, or at the next start.
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
