package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Call;
import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log asks of the disk, and in which order. */
class StorageCallsTest {

    private static final class Recorder implements TamperedStorage.Tampering {

        private final List<Call> calls = new ArrayList<>();

        @Override
        public synchronized void on(Call call) throws IOException {
            calls.add(call);
            call.proceed().run();
        }

        synchronized List<Call> calls() {
            return List.copyOf(calls);
        }
    }

    private static boolean changesNames(Call call) {
        return switch (call.operation()) {
            case CREATE, RENAME, DELETE -> true;
            case LIST, OPEN, OPEN_TO_READ, READ, WRITE, FORCE, TRUNCATE, SYNC_FOLDER -> false;
        };
    }

    private static boolean ofSegment(Call call, Operation operation) {
        return call.operation() == operation && call.name().endsWith(".jsonl");
    }

    @Test
    void everyChangeOfANameIsSyncedBeforeALineIsWritten() {
        var recorder = new Recorder();
        work(new TamperedStorage(new SimulatedDisk(), recorder));

        boolean pending = false;
        for (var call : recorder.calls()) {
            if (ofSegment(call, Operation.WRITE)) {
                assertThat(pending).as("a name is not synced at %s", call).isFalse();
            }
            pending = (pending || changesNames(call)) && call.operation() != Operation.SYNC_FOLDER;
        }
        assertThat(pending).isFalse();
        assertThat(recorder.calls()).filteredOn(StorageCallsTest::changesNames).hasSizeGreaterThan(6);
    }

    @Test
    void aCommitIsOneWriteAndOneForce() {
        var recorder = new Recorder();
        try (var log = LogOnDisk.open(new TamperedStorage(new SimulatedDisk(), recorder))) {
            LogFixture.append(log, "a");
            int before = recorder.calls().size();

            LogFixture.append(log, "b", "c", "d");

            assertThat(recorder.calls().subList(before, recorder.calls().size()))
                    .extracting(Call::operation)
                    .containsExactly(Operation.WRITE, Operation.FORCE);
        }
    }

    @Test
    void aSealedSegmentIsCutToItsLines() {
        var disk = LogOnDisk.threeSegments();

        assertThat(LogOnDisk.segments(disk).subList(0, 2)).allSatisfy(name -> {
            var content = disk.content(name);
            assertThat(content[content.length - 1]).isEqualTo((byte) '\n');
            assertThat(content[content.length - 2]).isEqualTo((byte) '}');
        });
    }

    private static void work(Storage storage) {
        var background = new SteppedBackground();
        for (int run = 0; run < 2; run++) {
            try (var log = LogOnDisk.open(storage, background)) {
                for (int i = 0; i < 4; i++) {
                    log.append(List.of(LogFixture.body("x", 3_500)), Urgency.NORMAL);
                    background.seal();
                }
            }
        }
    }
}
