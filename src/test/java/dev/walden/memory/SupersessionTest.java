package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts told in any order, in batches of any size, give one value at each time: that of the last one before it. */
final class SupersessionTest {

    private static final int STATEMENTS = 120;
    private static final int DAYS = 40;
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<String> PEOPLE = List.of("Ada", "Bob", "Eve");
    private static final List<String> TOWNS = List.of("Rome", "Oslo", "Bari", "Kiel");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneValueIsTrueAtEachTime(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, NavigableMap<Integer, String>> oracle = new HashMap<>();
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            List<NewItem> batch = new ArrayList<>();
            for (int i = 0; i < STATEMENTS; i++) {
                String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
                String town = TOWNS.get(random.nextInt(TOWNS.size()));
                int day = random.nextInt(DAYS);
                batch.add(statement(person, town, day));
                tell(oracle.computeIfAbsent(person, _ -> new TreeMap<>()), day, town);
                if (random.nextInt(4) == 0 || i == STATEMENTS - 1) {
                    memory.store(batch, "key:k" + random.nextInt(3));
                    batch.clear();
                }
            }
            assertLike(oracle, memory);

            memory.deleteViews();

            assertLike(oracle, memory);
        }
    }

    /** What a person's timeline becomes when they are said to live in a town since a day. */
    private static void tell(NavigableMap<Integer, String> timeline, int day, String town) {
        Map.Entry<Integer, String> before = timeline.floorEntry(day);
        Map.Entry<Integer, String> next = timeline.higherEntry(day);
        if (before != null && before.getValue().equals(town)) {
            return;
        }
        if (next != null && next.getValue().equals(town)) {
            timeline.remove(next.getKey());
        }
        timeline.put(day, town);
    }

    private static void assertLike(Map<String, NavigableMap<Integer, String>> oracle, MemoryFixture memory)
            throws InterruptedException {
        for (String person : oracle.keySet()) {
            for (int day = 0; day <= DAYS; day++) {
                Map.Entry<Integer, String> expected = oracle.get(person).floorEntry(day);
                List<String> texts =
                        expected == null ? List.of() : List.of(person + " lives in " + expected.getValue() + ".");
                assertThat(trueOn(day, person, memory))
                        .as("%s on day %d", person, day)
                        .isEqualTo(texts);
            }
        }
    }

    private static List<String> trueOn(int day, String person, MemoryFixture memory) throws InterruptedException {
        MemoryQuery query = new MemoryQuery(MemoryFixture.SPACE, person, 100, Set.of(), null, null, time(day));
        return memory.search().search(query).hits().stream()
                .map(hit -> hit.item().text())
                .toList();
    }

    private static NewItem statement(String person, String town, int day) {
        return new NewItem(
                ItemKind.FACT,
                MemoryFixture.SPACE,
                person + " lives in " + town + ".",
                null,
                null,
                null,
                List.of(),
                time(day),
                Map.of(),
                null);
    }

    private static Instant time(int day) {
        return FIRST.plusSeconds(day * 86_400L);
    }
}
