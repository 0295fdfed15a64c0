package dev.walden.tools.sql;

import dev.walden.conversation.Clipped;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Reads a configured database. Thread-safe. Each query has a thread of its own, so that one whose driver hangs can be left. */
final class SqlQueryTool implements Tool, AutoCloseable {

    static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final int DEFAULT_ROWS = 100;
    private static final int MOST_SAID = 500;
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final String SCHEMA = """
            {"type":"object","properties":{
            "source":{"type":"string","maxLength":64,"description":"the name of the database"},
            "sql":{"type":"string","minLength":1,"maxLength":20000,"description":"one statement that reads"},
            "parameters":{"type":"array","maxItems":100,"items":{"type":["string","number","boolean","null"],"maxLength":20000},
            "description":"for each ? its value, in order"},
            "rows":{"type":"integer","minimum":1,"maximum":1000,"description":"the most rows wanted; 100 when absent"}},
            "required":["source","sql"],"additionalProperties":false}""";

    private final SqlSources sources;
    private final Duration atMost;
    private final InstantSource time;
    private final ToolDescriptor descriptor;

    SqlQueryTool(SqlSources sources, Duration atMost, InstantSource time) {
        this.sources = sources;
        this.atMost = atMost;
        this.time = time;
        this.descriptor = ToolDescriptor.of(
                        "sql_query",
                        "Reads a database by one SQL statement and answers with rows as text, cells apart by |. Only"
                                + " statements that read are run. Databases: " + named(sources) + ".",
                        SCHEMA,
                        SideEffect.NONE,
                        atMost.plusSeconds(5))
                .needing(Capability.NETWORK);
    }

    private static String named(SqlSources sources) {
        return sources.byName().entrySet().stream()
                .map(source -> source.getValue().description().isBlank()
                        ? source.getKey()
                        : source.getKey() + " (" + source.getValue().description() + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        SqlSource source = sources.byName().get(input.string("source"));
        if (source == null) {
            throw ToolException.trusted("There is no source of this name. There are: "
                    + String.join(", ", sources.byName().keySet()) + ".");
        }
        ReadStatement statement = ReadStatement.parse(input.string("sql"));
        Duration left = Duration.between(time.instant(), context.deadline()).minus(MARGIN);
        Duration limit = left.compareTo(atMost) < 0 ? left : atMost;
        if (!limit.isPositive()) {
            throw ToolException.trusted("The source was not asked: too little time was left.");
        }
        List<?> parameters = input.values().get("parameters") instanceof List<?> list ? list : List.of();
        int rows = Math.toIntExact(input.optionalLong("rows").orElse((long) DEFAULT_ROWS));
        SqlQuery query = new SqlQuery(statement, parameters, rows, source::redacted);
        FutureTask<RowsText> result = new FutureTask<>(() -> source.read(limit.toMillis(), query));
        return ToolOutput.untrusted(awaited(query, result, limit).toString());
    }

    private static RowsText awaited(SqlQuery query, FutureTask<RowsText> result, Duration limit)
            throws ToolException, InterruptedException {
        // No virtual one: native code of a driver would hold its carrier.
        Thread worker = Thread.ofPlatform().daemon().name("sql").start(result);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw ToolException.trusted("The query was cancelled: it took longer than " + limit.toMillis() + " ms.");
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (!result.isDone()) {
                // It may wait for its turn. For the rest a thread of its own: to cancel may mean to ask a server that
                // is silent.
                worker.interrupt();
                Thread.ofPlatform().daemon().name("sql-cancel").start(() -> query.end(result));
            }
        }
    }

    private static ToolException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case ToolException told -> told;
            case SQLException said ->
                ToolException.untrusted(
                        "The database refused: " + Clipped.of(String.valueOf(said.getMessage()), MOST_SAID), said);
            case null, default -> ToolException.untrusted("The driver of the database broke.", e);
        };
    }

    @Override
    public void close() throws IOException {
        sources.close();
    }
}
