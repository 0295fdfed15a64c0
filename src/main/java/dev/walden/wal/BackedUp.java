package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The segments of a backup, as far as they can be read: one that cannot be is of no use, and no fault of the data folder. */
final class BackedUp {

    private final Path folder;
    private final SegmentFiles files;

    /** Why segments could not be read, by their names. */
    private final Map<String, String> unreadable = new HashMap<>();

    BackedUp(Path folder, SegmentFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Finds out what a segment is good for. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T of(ReadableFile file) throws IOException;
    }

    Path folder() {
        return folder;
    }

    /** Null when there is no such segment, or it cannot be read. What else is read meanwhile must not fail. */
    <T> @Nullable T reading(String name, Reading<T> reading) throws IOException {
        try {
            var there = files.named(name);
            return there == null ? null : reading(there, reading);
        } catch (NoRoomException e) {
            throw e;
        } catch (IOException | WalException.Damaged e) {
            unreadable.put(name, Damage.what(e));
            return null;
        }
    }

    private <T> @Nullable T reading(Segment segment, Reading<T> reading) throws IOException {
        try (var file = files.open(segment)) {
            return reading.of(file);
        }
    }

    /** A problem that stays, with what is wrong with the backup's segment if that cannot be read either. */
    LogProblem told(LogProblem problem) {
        var why = unreadable.get(problem.segment());
        return why == null
                ? problem
                : new LogProblem(
                        problem.segment(),
                        problem.line(),
                        problem.offset(),
                        "%s; that of the backup %s cannot be read: %s".formatted(problem.what(), folder, why));
    }
}
