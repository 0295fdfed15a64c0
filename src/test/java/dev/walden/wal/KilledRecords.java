package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.RecordRule.Fate;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the lives of a {@link DoomedProcess} told of their records, and thus what must be in their folder and what may not. */
final class KilledRecords {

    static final byte[] ERASED = LogFixture.body("erased");

    /** Leaves out about one in three. */
    static final RecordRule RULE =
            entry -> SimulationOracle.goes(LogFixture.text(entry.body())) ? Fate.DROPPED : Fate.KEPT;

    private static final Pattern BODY = Pattern.compile(".*\"text\":\"(\\d+-\\d-\\d+-)x*\"}");

    private final Map<Long, String> acknowledged = new TreeMap<>();
    private final Set<Long> erasing = new HashSet<>();
    private final Set<Long> erased = new HashSet<>();
    private final Set<Long> thinned = new TreeSet<>();
    private long thinning;

    /** Takes a line of a life, of which the first word says what it tells; others mean nothing. */
    void note(String line) {
        var words = line.split(" ", 4);
        switch (words[0]) {
            case "ack" -> {
                var body = LogFixture.text(LogFixture.body(words[2], Integer.parseInt(words[3])));
                assertThat(acknowledged.put(Long.valueOf(words[1]), body))
                        .as("record %s is given once", words[1])
                        .isNull();
            }
            case "erasing" -> erasing.add(Long.valueOf(words[1]));
            case "erased" -> erased.add(Long.valueOf(words[1]));
            case "thinning" -> thinning = Math.max(thinning, Long.parseLong(words[1]));
            case "thinned" -> {
                for (long seq = Long.parseLong(words[1]); seq <= Long.parseLong(words[2]); seq++) {
                    thinned.add(seq);
                }
            }
            default -> {} // another word of the end
        }
    }

    int size() {
        return acknowledged.size();
    }

    /** Fails unless a log holds all that must be there, and nothing else. */
    void check(NavigableMap<Long, String> found, String where) {
        acknowledged.forEach((seq, body) -> assertThat(isRight(seq, body, found.get(seq)))
                .as("record %d with %s is %s, %s", seq, body, found.get(seq), where)
                .isTrue());
        Set<String> words = new HashSet<>();
        found.forEach((seq, body) -> {
            boolean known = LogFixture.ownRecord(body) || (isErased(body) && erasing.contains(seq));
            var match = BODY.matcher(body);
            assertThat(known || (match.matches() && words.add(match.group(1))))
                    .as("%s was asked for, and is there once, %s", body, where)
                    .isTrue();
        });
    }

    private boolean isRight(long seq, String body, @Nullable String now) {
        boolean mayGo = SimulationOracle.goes(body);
        if (body.equals(now)) {
            return !erased.contains(seq) && !(mayGo && thinned.contains(seq));
        }
        if (now != null && isErased(now)) {
            return erasing.contains(seq);
        }
        boolean gone = now == null || LogFixture.ownRecord(now);
        return gone && seq <= thinning && (mayGo || (erasing.contains(seq) && SimulationOracle.goes(text())));
    }

    private static boolean isErased(String body) {
        return body.equals(text());
    }

    private static String text() {
        return LogFixture.text(ERASED);
    }
}
