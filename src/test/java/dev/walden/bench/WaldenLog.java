package dev.walden.bench;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Walden's log with its defaults. */
final class WaldenLog implements Contender {

    static final String NAME = "Walden";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Integer> writers() {
        return List.of(1, 64, 512, 4096);
    }

    @Override
    public boolean virtualCallers() {
        return true;
    }

    @Override
    public Session open(Path folder) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new Opened(SegmentedLog.open(WalOptions.defaults(folder), new WalMetrics(meters)), meters, folder);
    }

    private record Opened(SegmentedLog log, SimpleMeterRegistry meters, Path folder) implements Session {

        private static final List<byte[]> BODIES = List.of(RECORD);

        @Override
        public long append() {
            return log.append(BODIES, Urgency.NORMAL).first();
        }

        @Override
        public double forces() {
            return meters.get("walden.log.fsyncs").counter().count();
        }

        @Override
        public List<Long> fileStarts() {
            try (var files = Files.list(folder.resolve("log"))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jsonl"))
                        .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
                        .sorted()
                        .skip(1)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
