package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class WalMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WalMetrics metrics = new WalMetrics(registry);

    private double value(String name) {
        return registry.get(name).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(measurement -> measurement.getValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyMeterIsThereFromTheStartWithZero() {
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .contains(
                        "walden.log.appends",
                        "walden.log.commits",
                        "walden.log.fsyncs",
                        "walden.log.commit.seconds",
                        "walden.log.batch.records",
                        "walden.log.bytes",
                        "walden.log.queue.records",
                        "walden.log.durable.seq",
                        "walden.log.segments",
                        "walden.log.tail.cut.bytes",
                        "walden.log.probe.seconds",
                        "walden.log.commit.ratio",
                        "walden.log.condition")
                .allSatisfy(name -> assertThat(value(name)).isZero());
    }

    @Test
    void metersFollowTheLog() {
        var disk = new SimulatedDisk();
        var log = SegmentedLog.open(LogOnDisk.options(() -> LogOnDisk.NOON), metrics, LogOnDisk.wiring(disk));
        LogFixture.append(log, "a", "b");

        assertThat(value("walden.log.appends")).isEqualTo(2);
        assertThat(value("walden.log.commits")).isEqualTo(1);
        assertThat(value("walden.log.durable.seq")).isEqualTo(2);
        assertThat(value("walden.log.segments")).isEqualTo(1);
        assertThat(value("walden.log.bytes")).isGreaterThan(200);
        assertThat(value("walden.log.condition")).isZero();

        metrics.probed(1);
        assertThat(value("walden.log.probe.seconds")).isEqualTo(1e-9);
        assertThat(value("walden.log.commit.ratio")).isGreaterThan(1);

        log.close();
        assertThat(value("walden.log.queue.records")).isZero();
        assertThat(value("walden.log.condition")).isEqualTo(2);
    }

    @Test
    void theDiskIsProbedInTheBackgroundAndNothingElseIsTouched() {
        var disk = new SimulatedDisk();
        var background = new SteppedBackground();
        try (var log = LogOnDisk.open(disk, background)) {
            LogFixture.append(log, "a");
            var before = disk.list();
            new DiskProbe(disk, background, new Health(failure -> {}, metrics), metrics).start();

            background.retry();

            assertThat(value("walden.log.probe.seconds")).isPositive();
            assertThat(disk.list()).contains(DiskProbe.NAME).containsAll(before).hasSize(before.size() + 1);
        }
    }
}
