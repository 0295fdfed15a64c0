package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Holds docs/metrics.md equal to the meters of a service that has just started and done nothing. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
final class MetricsDocsIT {

    private static final String HEAD = """
            # Metrics

            Written from a started service by `MetricsDocsIT`; `./mvnw verify -Dwalden.docs.update=true` writes it anew.

            `/actuator/prometheus` gives all of them, with dots as underscores, the unit and `_total` appended as Prometheus likes. Every meter is
            there with zero from the start, so that a missing one means a missing service. Timers are in seconds, sizes in bytes. A
            last snapshot is logged as `metrics at stop`. What to alert on is in [operations.md](operations.md#alerts).

            | meter | kind | unit | tags | meaning |
            |---|---|---|---|---|
            """;

    @TempDir
    static Path home;

    @Autowired
    private MeterRegistry registry;

    @DynamicPropertySource
    static void useAFolderOfItsOwn(DynamicPropertyRegistry properties) {
        properties.add("walden.home", () -> home.toString());
    }

    @Test
    void theTableOfMetersIsWhatAFreshServiceHas() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        metersByName().forEach((name, meters) -> text.append(row(name, meters)));

        GeneratedDoc.check(Path.of("docs/metrics.md"), text.toString());
    }

    @Test
    void everyMeterOfWaldenSaysWhatItCounts() {
        metersByName()
                .forEach((name, meters) -> assertThat(meters)
                        .as("description of %s", name)
                        .allSatisfy(meter ->
                                assertThat(meter.getId().getDescription()).isNotBlank()));
    }

    private Map<String, List<Meter>> metersByName() {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("walden."))
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
    }

    private static String row(String name, List<Meter> meters) {
        Meter.Id id = meters.getFirst().getId();
        String kind =
                id.getType() == Meter.Type.OTHER ? "gauge" : id.getType().name().toLowerCase(Locale.ROOT);
        String tags = meters.stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getKey)
                .collect(Collectors.toCollection(TreeSet::new))
                .toString()
                .replaceAll("[\\[\\]]", "");
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(name, kind.replace('_', ' '), unit, tags, String.valueOf(id.getDescription()));
    }
}
