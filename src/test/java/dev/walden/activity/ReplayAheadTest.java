package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay on several threads gives what one thread would. */
class ReplayAheadTest {

    private static final int TASKS = 1_000;

    private final InMemoryLog log = new InMemoryLog(Instant.EPOCH);

    @AutoClose
    private final CodecOnDisk disk;

    private final EventCodec codec;
    private final Path folder;

    ReplayAheadTest(@TempDir Path folder) {
        disk = new CodecOnDisk(folder);
        codec = disk.codec();
        this.folder = folder;
    }

    @Test
    void batchesComeInOrderAndCoverTheRange() throws Exception {
        try (RecordedTasks tasks = new RecordedTasks(new Random(1), folder.resolve("none"))) {
            for (int i = 0; i < TASKS; i++) {
                log.append(tasks.next(), Urgency.NORMAL);
            }
        }

        List<RecordedEvent> ahead = readAhead(3, log.durable());

        assertThat(ahead.getFirst().seq()).isEqualTo(4);
        assertThat(ahead).hasSize((int) log.durable() - 3).isEqualTo(readOneByOne(3));
    }

    @Test
    void aPartWhoseBlobsAreLargeComesInSeveralBatches() throws Exception {
        String large = "x".repeat((int) LogTail.MAX_BATCH_BYTES / 4);
        for (int i = 0; i < 50; i++) {
            log.append(List.of(codec.encode(Samples.submitted(i + large))), Urgency.NORMAL);
        }

        List<RecordedEvent> ahead = new ArrayList<>();
        try (ReplayAhead replay = new LogTail(log, codec).ahead(0, 50)) {
            for (long seq = 0; seq < 50; ) {
                LogTail.Batch batch = replay.after(seq);
                assertThat(batch.events()).hasSizeLessThan(10);
                ahead.addAll(batch.events());
                seq = batch.last();
            }
        }

        assertThat(ahead).isEqualTo(readOneByOne(0));
    }

    @Test
    void whatIsBeforeARecordThatCannotBeReadIsGivenFirst() throws Exception {
        byte[] good = codec.encode(Samples.started(Map.of()));
        for (int i = 0; i < 20_000; i++) {
            log.append(List.of(good), Urgency.NORMAL);
        }
        log.appendRaw("\"type\":\"task-flown\",\"v\":1,\"data\":{}");
        for (int i = 0; i < 20_000; i++) {
            log.append(List.of(good), Urgency.NORMAL);
        }

        try (ReplayAhead replay = new LogTail(log, codec).ahead(0, log.durable())) {
            long seq = 0;
            while (seq < 16_000) {
                seq = replay.after(seq).last();
            }
            long last = seq;
            assertThatThrownBy(() -> replay.after(last))
                    .isInstanceOf(ActivityException.OfNewerVersion.class)
                    .hasMessageContaining("Record 20001 ");
        }
    }

    private List<RecordedEvent> readAhead(long from, long to) throws InterruptedException {
        List<RecordedEvent> events = new ArrayList<>();
        try (ReplayAhead replay = new LogTail(log, codec).ahead(from, to)) {
            for (long seq = from; seq < to; ) {
                LogTail.Batch batch = replay.after(seq);
                events.addAll(batch.events());
                seq = batch.last();
            }
        }
        return events;
    }

    private List<RecordedEvent> readOneByOne(long from) {
        List<RecordedEvent> events = new ArrayList<>();
        log.read(from + 1, log.durable(), entry -> events.add(codec.read(entry).orElseThrow()));
        return events;
    }
}
