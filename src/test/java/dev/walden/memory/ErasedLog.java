package dev.walden.memory;

import dev.walden.activity.ForgottenWords.Forgotten;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TableDump;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What a log is once the words of items that were forgotten have left it, and the views that are built from that. */
final class ErasedLog {

    private ErasedLog() {}

    /** The rows of tables, as they are built from the records as they will be. */
    static Map<String, List<String>> rebuilt(MemoryFixture memory, List<String> tables) throws SQLException {
        MemoryProjection projection = new MemoryProjection();
        try (Connection views = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            projection.createTables(views);
            for (RecordedEvent entry : records(memory)) {
                projection.apply(entry, views);
            }
            projection.flush(views);
            Map<String, List<String>> rows = new LinkedHashMap<>();
            for (String table : tables) {
                rows.put(table, TableDump.of(views, table));
            }
            return rows;
        }
    }

    /** The rows of tables as they are. */
    static Map<String, List<String>> lived(MemoryFixture memory, List<String> tables) {
        memory.activity().settle();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        tables.forEach(table -> rows.put(table, memory.activity().dump(table)));
        return rows;
    }

    /** All, without the words that were forgotten. */
    static List<RecordedEvent> records(MemoryFixture memory) {
        memory.activity().settle();
        Set<Long> forgotten = forgotten(memory);
        long last = memory.activity().log().durable();
        return memory
                .activity()
                .log()
                .read(LongStream.rangeClosed(1, last).boxed().toList())
                .stream()
                .map(entry -> forgotten.contains(entry.seq()) ? entry.wordless() : entry)
                .toList();
    }

    private static Set<Long> forgotten(MemoryFixture memory) {
        return memory.activity().views().read(connection -> new ForgottenTable().pending(connection, 1_000)).stream()
                .map(Forgotten::item)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
