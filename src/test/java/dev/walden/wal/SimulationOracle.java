package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What a log must hold after all that was done to it. What was under way when the power went may have happened or not, until it is seen. */
final class SimulationOracle {

    private final TreeMap<Long, String> known = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<Long, Set<String>> erasing = new HashMap<>();
    private final Set<Long> thinning = new HashSet<>();
    private final Set<Long> gone = new HashSet<>();

    /** All records up to one. */
    static NavigableMap<Long, String> bodies(SegmentedLog log, long last) {
        var found = new TreeMap<Long, String>();
        log.read(1, last, entry -> {
            found.put(entry.seq(), LogFixture.text(entry.body()));
            return true;
        });
        return found;
    }

    /** Somebody tries to append it. */
    void asked(byte[] body) {
        asked.add(LogFixture.text(body));
    }

    /** It is there from now on. */
    void acknowledged(long seq, byte[] body) {
        known.put(seq, LogFixture.text(body));
        erasing.remove(seq);
    }

    /** Whether a record is the log's own, unknown or gone. */
    boolean ofTheLog(long seq) {
        return !known.containsKey(seq) || LogFixture.ownRecord(known.get(seq));
    }

    /** The old body is right until the new one is seen, and the new one from then on. */
    void mayBecome(long seq, byte[] body) {
        asked(body);
        erasing.computeIfAbsent(seq, _ -> new HashSet<>()).add(LogFixture.text(body));
    }

    /** It does not become this; what was cut before may still be finished. */
    void staysAsItIs(long seq, byte[] body) {
        erasing.getOrDefault(seq, new HashSet<>()).remove(LogFixture.text(body));
    }

    /**
     * A record that is to go is there until it is seen to be gone, and never again from then on. Markers are not known until they are
     * read. And a record may have got a body that nobody saw: a crash cut the erasing behind the attestation, and it is finished
     * behind an opening.
     */
    void mayLose(long through) {
        for (long seq = 1; seq <= through; seq++) {
            var body = known.get(seq);
            if (body == null
                    || goes(body)
                    || erasing.getOrDefault(seq, Set.of()).stream().anyMatch(SimulationOracle::goes)
                    || LogFixture.ownRecord(body)) {
                thinning.add(seq);
            }
        }
    }

    /** Which records a thinning leaves out. */
    static boolean goes(String body) {
        return Math.floorMod(body.hashCode(), 3) == 0;
    }

    /** What may be gone and is, is gone for good; the last record of a segment becomes a marker instead. */
    void seeWhatIsGone(Map<Long, String> found) {
        for (long seq : thinning) {
            var body = found.get(seq);
            if (body == null) {
                known.remove(seq);
                gone.add(seq);
            } else if (body.contains("log-marker")) {
                known.put(seq, body);
            }
        }
    }

    private static String seen(Set<String> bodies, String found, String old) {
        return bodies.contains(found) ? found : old;
    }

    /** Holds what an opened log has to what it must have. */
    void check(Map<Long, String> found) {
        seeWhatIsGone(found);
        assertThat(gone).as("what was left out").noneMatch(found::containsKey);
        erasing.forEach((seq, bodies) ->
                known.computeIfPresent(seq, (_, old) -> seen(bodies, found.getOrDefault(seq, old), old)));
        assertThat(found).as("what was acknowledged or read before").containsAllEntriesOf(known);
        found.forEach((seq, body) -> assertThat(LogFixture.ownRecord(body) || asked.contains(body))
                .as("record %d was asked for: %s", seq, body)
                .isTrue());
        known.putAll(found);
    }
}
