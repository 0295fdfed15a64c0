package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** When memory forgets by age, as configuration has it. */
final class MemoryPropertiesTest {

    private static Duration interval(Map<String, String> values) {
        MemoryProperties properties = new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("walden.memory", MemoryProperties.class);
        return properties.retention().interval(properties.upkeep().interval());
    }

    @Test
    void whereAllIsKeptForEverNothingRuns() {
        assertThat(interval(Map.of())).isZero();
    }

    @Test
    void theTwoLooksAtTheClockAreAnHourApartHoweverLongTheUpkeepRests() {
        for (String upkeep : new String[] {"0s", "1h", "30d"}) {
            assertThat(interval(
                            Map.of("walden.memory.retention.facts", "90d", "walden.memory.upkeep.interval", upkeep)))
                    .as(upkeep)
                    .isEqualTo(Duration.ofHours(1));
        }
        assertThat(interval(Map.of(
                        "walden.memory.retention.facts", "90d",
                        "walden.memory.upkeep.interval", "1s")))
                .isEqualTo(Duration.ofSeconds(1));
    }
}
