package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The activity log as Spring puts it together. */
class ActivityConfigurationIT {

    @TempDir
    Path home;

    private ApplicationContextRunner runner = new ApplicationContextRunner();

    @BeforeEach
    void configure() {
        runner = new ApplicationContextRunner()
                .withUserConfiguration(ActivityConfiguration.class)
                .withBean(SimpleMeterRegistry.class)
                .withBean(EventTable.class)
                .withPropertyValues("walden.home=" + home, "walden.log.segment-size=64KB");
    }

    @Test
    void theViewsOfAllModulesAreBuiltAtTheStart() {
        runner.run(first -> first.getBean(ActivityLog.class).append(List.of(Samples.submitted("kept"))));
        ViewsFile.in(home).delete();

        runner.run(second -> {
            second.getBean(ActivityRuntime.class).start();

            assertThat(second.getBean(Views.class).<List<String>>read(views -> TableDump.of(views, "event")))
                    .singleElement()
                    .asString()
                    .contains("kept");
        });
    }

    @Test
    void everyMeterIsThereFromTheStart() {
        runner.run(context -> {
            Set<String> names = context.getBean(MeterRegistry.class).getMeters().stream()
                    .map(meter -> meter.getId().getName())
                    .filter(name -> name.startsWith("walden.activity."))
                    .collect(Collectors.toSet());
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "walden.activity.applied.seq",
                            "walden.activity.projection.lag",
                            "walden.activity.views.stalled",
                            "walden.activity.views.failed",
                            "walden.activity.replayed.records",
                            "walden.activity.replay",
                            "walden.activity.blobs",
                            "walden.activity.blobs.size",
                            "walden.activity.erasure.overdue",
                            "walden.activity.storage.used",
                            "walden.activity.storage.quota",
                            "walden.activity.storage.free",
                            "walden.activity.storage.full.in");
        });
    }

    @Test
    void aFolderInUseStopsTheStartWithItsCode() {
        runner.run(holder -> runner.run(second ->
                assertThat(notOpened(second.getStartupFailure()).code()).isEqualTo("data_folder_locked")));
    }

    @Test
    void aRestoreThatWasCutShortStopsTheStartAndNoLogIsBegun() throws Exception {
        Files.createDirectories(home.resolve("restoring"));

        runner.run(
                start -> assertThat(notOpened(start.getStartupFailure()).code()).isEqualTo("restore_unfinished"));

        assertThat(home.resolve("log")).doesNotExist();
    }

    @Test
    void aDamagedLogStopsTheStartWithItsCode() throws Exception {
        runner.run(first -> first.getBean(ActivityLog.class)
                .append(List.of(Samples.submitted("hello"), Samples.submitted("again"))));
        Path segment = home.resolve("log/00000000000000000001.jsonl");
        Files.writeString(segment, Files.readString(segment).replace("hello", "hallo"));

        runner.run(second ->
                assertThat(notOpened(second.getStartupFailure()).code()).isEqualTo("log_damaged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"walden.log.segment-size=1KB", "walden.log.idempotency-retention=0s", "walden.home="})
    void badValuesStopTheStartNamingTheProperty(String property) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(property.substring(0, property.indexOf('='))));
    }

    private static ActivityException.NotOpened notOpened(@Nullable Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActivityException.NotOpened found) {
                return found;
            }
        }
        throw new AssertionError("no NotOpened", failure);
    }
}
