package dev.walden.wal;

import dev.walden.wal.ScrubLook.Sound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole log behind everything else, as the start looks at full segments from both ends only: every line, its checksum and
 * number, and of each segment the digest that a later one records. What is damaged is remembered and told, and stops nothing: the
 * records of today do not depend on it. One thread makes passes, any may ask for the damage.
 */
final class Scrub {

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final WalMetrics metrics;
    private final Map<Long, String> damage = new ConcurrentSkipListMap<>();

    Scrub(Storage storage, SegmentCatalog catalog, WalMetrics metrics) {
        this.storage = storage;
        this.catalog = catalog;
        this.metrics = metrics;
    }

    /** What the last whole pass found and the one under way has found besides, in the order of the segments. */
    List<String> damage() {
        return List.copyOf(damage.values());
    }

    /** Reads all segments once, oldest first. {@code pace} is told the bytes of each read and may wait; what it throws ends the pass. */
    void pass(LongConsumer pace, SegmentReader reader) {
        var pass = new Pass(pace, reader, new ArrayList<>(), new RecordedDigests(), new HashSet<>());
        for (var segment = catalog.oldest(); segment != null; segment = catalog.after(segment)) {
            look(segment, pass);
        }
        boolean allRead = pass.damaged().isEmpty();
        for (var sound : List.copyOf(pass.sound())) {
            compare(sound, pass, allRead);
        }
        damage.keySet().retainAll(pass.damaged()); // only now is it known that the others are mended or gone
        metrics.damaged(damage.size());
    }

    /**
     * What one pass collects.
     *
     * @param reader shown the records
     * @param recorded what sound segments say of others
     * @param damaged the first records of those that are not sound
     */
    private record Pass(
            LongConsumer pace, SegmentReader reader, List<Sound> sound, RecordedDigests recorded, Set<Long> damaged) {}

    /** Who else came to a segment that cannot be read says so; the next pass sees whether it still is. For any thread. */
    void found(Segment segment, String problem) {
        damage.put(segment.first(), problem);
        metrics.damaged(damage.size());
    }

    /** A segment is looked at again before it is called damaged: it may just have got another form. */
    private void look(Segment segment, Pass pass) {
        var problem = problemOf(segment, pass);
        var now = catalog.holding(segment.first());
        if (problem != null && now != null && now.first() == segment.first()) {
            problem = problemOf(now, pass);
            if (problem != null) {
                tell(segment, problem, pass);
            }
        }
    }

    private @Nullable String problemOf(Segment segment, Pass pass) {
        if (segment.durableBytes() == 0 && !segment.archived()) {
            return null; // just begun
        }
        long next = catalog.endOf(segment);
        try (var file = segment.open(storage)) {
            var sound = new ScrubLook(segment, file, pass.pace(), pass.reader()).run(next);
            pass.sound().add(sound);
            sound.seals().forEach(pass.recorded()::note);
            return null;
        } catch (WalException.Damaged e) {
            return e.getMessage();
        } catch (IOException e) {
            return "Segment " + segment.name() + " cannot be read: " + e + ".";
        }
    }

    /**
     * Only at the end of a pass all records are known that say what a segment must be. One that has another form by now was checked for
     * that, and what a damaged segment says of a rewritten one is not known.
     */
    private void compare(Sound sound, Pass pass, boolean allRead) {
        var segment = sound.segment();
        var expected = pass.recorded().expectedOf(segment.name());
        boolean comparable = sound.sha256() != null
                && catalog.holding(segment.first()) == segment
                && (allRead || sound.rewritten() == 0);
        boolean underWay = expected != null && String.valueOf(sound.sha256()).equals(expected.before());
        if (comparable && expected != null && !underWay && !expected.sha256().equals(sound.sha256())) {
            var problem = "SHA-256 %s expected, %s found".formatted(expected.sha256(), sound.sha256());
            tell(segment, String.valueOf(Damage.of(segment.name(), problem).getMessage()), pass);
        }
    }

    private void tell(Segment segment, String problem, Pass pass) {
        pass.damaged().add(segment.first());
        damage.put(segment.first(), problem);
        metrics.damaged(damage.size());
    }
}
