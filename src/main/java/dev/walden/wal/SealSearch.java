package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that fix the digests of full segments, behind damage too: what cannot be read hides only the records that it hits. A
 * record that should be there and is not found makes the segment that it is about count as damaged. Confined to the sealing lane.
 */
final class SealSearch {

    private final Storage storage;
    private final SegmentCatalog catalog;

    /** The last rewriting of each segment; null until somebody asks, as it takes reading the whole log once. */
    private @Nullable Map<Long, Seal> rewritings;

    /** Whether that could not read all of it. */
    private boolean hiding;

    /** The first full segment whose digest is not recorded, when somebody asked and all behind it could be read; they are recorded in order. */
    private @Nullable Segment unsealed;

    /** The first records of segments that were passed over and are not sealed. */
    private Set<Long> skipped = Set.of();

    /** Who held segments back that were passed over. */
    private final List<LongConsumer> onMended = new ArrayList<>();

    SealSearch(Storage storage, SegmentCatalog catalog) {
        this.storage = storage;
        this.catalog = catalog;
    }

    /**
     * How far digests are recorded.
     *
     * @param last the last segment in order whose digest is; null when none is yet
     * @param skipped the first records of those before it whose digests are not
     */
    record Progress(@Nullable Segment last, Set<Long> skipped) {}

    /** Reads segments from the newest back until one tells. */
    Progress progress() throws IOException {
        Set<Long> late = new HashSet<>();
        for (var segment : new ArrayList<>(catalog.all()).reversed()) {
            List<Seal> seals = new ArrayList<>();
            var _ = search(segment, seal -> {
                if (seal.original()) {
                    seals.add(seal);
                }
                return false;
            });
            for (var seal : seals.reversed()) {
                if (!seal.skips().late()) {
                    var left = new HashSet<>(seal.skips().left());
                    left.removeAll(late);
                    left.removeIf(first -> first >= seal.first());
                    return new Progress(catalog.holding(seal.first()), left);
                }
                late.add(seal.first());
            }
        }
        return new Progress(null, Set.of());
    }

    /** What a segment must be now; null when that is not recorded yet. */
    @Nullable
    Seal of(Segment segment) throws IOException {
        SegmentHeader header;
        try (var file = segment.open(storage)) {
            header = SealedCheck.header(segment, file);
        }
        if (header == null || header.rewritten() == 0) {
            return sealed(segment);
        }
        var seal = rewritten(segment);
        if (seal == null) { // it was durable before the segment got this form
            throw Damage.of(segment.name(), "a record of its rewriting expected, none found");
        }
        return seal;
    }

    /** The record of the last rewriting of a segment, which may be anywhere behind it. */
    @Nullable
    Seal rewritten(Segment segment) throws IOException {
        if (rewritings == null) {
            rewritings = allRewritings();
        }
        if (!rewritings.containsKey(segment.first())) {
            var recent = newest(seal -> seal.first() == segment.first() && !seal.original());
            if (recent == null) {
                return null;
            }
            rewritings.put(segment.first(), recent);
        }
        return rewritings.get(segment.first());
    }

    /** Something was not as it was recorded: what was read once may have been damaged then. */
    void lookAgain() {
        rewritings = null;
        unsealed = null;
    }

    /** Has somebody told of the first record of each segment that was passed over and is sealed after all, as it was mended. */
    void onMended(LongConsumer told) {
        onMended.add(told);
    }

    /**
     * Another digest was recorded, or a segment was passed over.
     *
     * @param left what is passed over by now
     */
    void recorded(Set<Long> left) {
        unsealed = null;
        for (long first : skipped) {
            if (!left.contains(first)) {
                onMended.forEach(told -> told.accept(first));
            }
        }
        skipped = Set.copyOf(left);
    }

    /** Whether a rewriting may be attested by a record that {@link #rewritten} did not find, as not all could be read. */
    boolean mayHideRewritings() {
        return hiding;
    }

    /** Another form of a segment was attested. */
    void attested(Segment segment) {
        if (rewritings != null) {
            rewritings.remove(segment.first());
        }
    }

    private Map<Long, Seal> allRewritings() throws IOException {
        Map<Long, Seal> found = new HashMap<>();
        hiding = false;
        for (var segment : catalog.all()) {
            var result = search(segment, seal -> {
                if (!seal.original()) {
                    found.put(seal.first(), seal);
                }
                return false;
            });
            hiding |= result.damaged() > 0;
        }
        return found;
    }

    /**
     * The record of the sealing, which is in the next segment or soon after, near the beginning as a rule. Reading ends there. That there is
     * none is read once: as long as a segment cannot be sealed, each would read all of the log behind it.
     */
    private @Nullable Seal sealed(Segment segment) throws IOException {
        if (skipped.contains(segment.first())) {
            throw passedOver(segment);
        }
        if (unsealed != null && segment.first() >= unsealed.first()) {
            return null;
        }
        int damaged = 0;
        var turn = new Turn(segment.first());
        for (var later = catalog.after(segment); later != null; later = catalog.after(later)) {
            var result = search(later, turn::isOver);
            damaged += result.damaged();
            var seal = result.last();
            if (seal != null && seal.first() > segment.first()) {
                throw Damage.of(
                        segment.name(),
                        "a record of its digest expected before record %d, none found and %d damaged lines"
                                .formatted(seal.seq(), damaged));
            }
            if (seal != null) {
                return seal;
            }
        }
        if (turn.passed) {
            throw passedOver(segment);
        }
        unsealed = damaged == 0 ? segment : null;
        return null;
    }

    private static WalException passedOver(Segment segment) {
        return Damage.of(segment.name(), "a record of its digest expected, none made as it could not be read");
    }

    /** What records say of the turn of a segment, in the order of the log: digests are recorded in order but for those passed over. */
    private static final class Turn {

        private final long first;
        private boolean passed;

        Turn(long first) {
            this.first = first;
        }

        /** Whether a record is the one, or says that it is before. */
        boolean isOver(Seal seal) {
            if (!seal.original() || seal.first() <= first || seal.skips().late()) {
                return seal.original() && seal.first() == first;
            }
            boolean left = seal.skips().left().contains(first);
            passed |= left;
            return !left;
        }
    }

    private @Nullable Seal newest(Predicate<Seal> wanted) throws IOException {
        for (var segment : new ArrayList<>(catalog.all()).reversed()) {
            var last = new AtomicReference<@Nullable Seal>();
            var _ = search(segment, seal -> {
                if (wanted.test(seal)) {
                    last.set(seal);
                }
                return false;
            });
            if (last.get() != null) {
                return last.get();
            }
        }
        return null;
    }

    private SealLines.Result search(Segment segment, Predicate<Seal> enough) throws IOException {
        try (var file = segment.open(storage)) {
            return new SealLines(file, segment.durableBytes()).search(enough);
        } catch (NoRoomException e) {
            throw e; // says nothing of the segment
        } catch (IOException | WalException.Damaged e) {
            return new SealLines.Result(null, 1);
        }
    }
}
