package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines of a segment that fix digests of others, past lines that are damaged or cannot be read. One use, one thread. */
final class SealLines {

    private final SoundLines lines;

    /** Those before {@code end}. */
    SealLines(ReadableFile file, long end) {
        lines = new SoundLines(file, end);
    }

    /**
     * What a search found.
     *
     * @param last the one that was enough; null when none was
     * @param damaged how many pieces were damaged on the way, as {@link SoundLines#damaged}
     */
    record Result(@Nullable Seal last, int damaged) {}

    /** Shows all of them in order, until one is enough. */
    Result search(Predicate<Seal> enough) throws IOException {
        var found = new AtomicReference<@Nullable Seal>();
        lines.search((line, parsed) -> {
            var seal = Seal.of(parsed);
            boolean last = seal != null && enough.test(seal);
            found.set(last ? seal : null);
            return last;
        });
        return new Result(found.get(), lines.damaged());
    }
}
