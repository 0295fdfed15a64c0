package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A power loss between two steps of a repair leaves a segment in one form at least. */
class SegmentSurgeryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SEGMENT = SegmentName.of(1);
    private static final Set<Operation> CHANGING =
            EnumSet.complementOf(EnumSet.of(Operation.LIST, Operation.OPEN_TO_READ, Operation.READ));

    @TempDir
    private Path folder;

    private Path home = Path.of("");
    private final List<String> calls = new ArrayList<>();

    @BeforeEach
    void writeALogAndPackItsBegin() throws IOException {
        LogFixture.silence();
        home = folder.resolve("home");
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            for (int i = 0; i < 200; i++) {
                LogFixture.append(log, "%04d".formatted(i).repeat(400));
            }
            FileSystemUtils.copyRecursively(home, folder.resolve("backup"));
            await().atMost(PATIENCE).until(() -> {
                log.archive(log.durable(), Instant.MAX);
                return Files.notExists(home.resolve("log").resolve(SEGMENT));
            });
        }
    }

    private SegmentSurgery surgery() {
        var storage = new TamperedStorage(new FileStorage(home), call -> {
            if (CHANGING.contains(call.operation())) {
                calls.add(kept() + call.operation() + " " + call.name());
            }
            call.proceed().run();
        });
        return new SegmentSurgery(home, NOW, storage);
    }

    /** Whether what goes has a copy by now. */
    private String kept() {
        var copy = home.resolve("log/removed-20261121T120000Z").resolve(SEGMENT + ".zst");
        return Files.exists(copy) ? "kept: " : "";
    }

    @Test
    void thePackedFormGoesOnlyWhenTheOneThatIsPutBackIsDurable() throws IOException {
        var bytes = Files.size(folder.resolve("backup/log").resolve(SEGMENT));

        surgery().putBack(new RepairStep.PutBack(SEGMENT, bytes, "", folder.resolve("backup")));

        assertThat(calls)
                .containsExactly(
                        "kept: SYNC_FOLDER ",
                        "kept: RENAME " + SEGMENT,
                        "kept: SYNC_FOLDER ",
                        "kept: DELETE " + Segment.archiveName(SEGMENT),
                        "kept: SYNC_FOLDER ");
    }
}
