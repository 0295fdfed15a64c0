package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import java.util.Optional;

/** What undoes by source, on the memory of a test. */
final class UndoParts {

    private UndoParts() {}

    static ShownSources shown(MemoryFixture memory) {
        ActivityLog log = memory.activity().log();
        return new ShownSources(log, memory.activity().views(), () -> Optional.of(new ScannedRecords(log)));
    }

    /** That writes to a face of the log. */
    static Undoing undoing(MemoryFixture memory, ActivityLog log, SpaceLocks locks, MemoryMetrics metrics) {
        return new Undoing(
                log,
                memory.activity().views(),
                locks,
                new DocumentWrites(log, memory.activity().views()),
                new SourceProcedures(memory.activity().views(), memory.learned(), new SourceTasks(shown(memory))),
                metrics);
    }
}
