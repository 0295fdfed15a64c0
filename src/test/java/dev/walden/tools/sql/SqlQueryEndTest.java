package dev.walden.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.secrets.Secrets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that nobody waits for any more give back their connection and their turn. */
class SqlQueryEndTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TURNS = 4;

    @TempDir
    private Path folder;

    @Test
    void aCancelBeforeTheStatementRunsIsNotLost() throws Exception {
        Path file = folder.resolve("shop.db");
        DriverManager.getConnection("jdbc:sqlite:" + file).close();
        SqlProperties.Source shop = new SqlProperties.Source(file, null, null, null, null, "", false);
        try (SqlSources sources = SqlSources.of(Map.of("shop", shop), Secrets.none())) {
            CancelledWhileBound parameters = new CancelledWhileBound();
            SqlQuery query = new SqlQuery(
                    ReadStatement.parse("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
                            + " SELECT count(*) FROM c WHERE x <> ?"),
                    parameters,
                    1,
                    UnaryOperator.identity());
            FutureTask<RowsText> result = new FutureTask<>(
                    () -> Objects.requireNonNull(sources.byName().get("shop")).read(60_000, query));
            parameters.ender = Thread.ofPlatform().daemon().unstarted(() -> query.end(result));

            Thread.ofPlatform().daemon().start(result);

            assertThatThrownBy(() -> result.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatSaysNothingKeepsNoTurn(boolean heedsTimeout) throws Exception {
        try (ServerSocket server = new ServerSocket(0, TURNS + 1, InetAddress.getLoopbackAddress())) {
            SqlSource silent = new SqlSource(
                    "",
                    new SilentDriver(server.getLocalPort(), heedsTimeout),
                    "jdbc:silent",
                    new Properties(),
                    false,
                    Secrets.none());
            SqlQueryTool tool = new SqlQueryTool(
                    new SqlSources(Map.of("silent", silent), List.of()),
                    Duration.ofMillis(300),
                    InstantSource.system());
            List<Socket> asked = new ArrayList<>();
            for (int i = 0; i < TURNS; i++) {
                assertUnanswered(tool);
                asked.add(server.accept());
            }

            for (Socket one : asked) {
                one.setSoTimeout((int) MINUTE.toMillis());
                assertThat(one.getInputStream().read())
                        .as("the connection was ended")
                        .isEqualTo(-1);
                one.close();
            }
            await().atMost(MINUTE).until(() -> {
                assertUnanswered(tool);
                server.setSoTimeout(1);
                try (Socket another = server.accept()) {
                    return another.isConnected();
                } catch (java.net.SocketTimeoutException _) {
                    return false;
                }
            });
        }
    }

    private static void assertUnanswered(SqlQueryTool tool) {
        assertThatThrownBy(() -> tool.call(
                        new ToolInput(Map.of("source", "silent", "sql", "SELECT 1")),
                        new ToolContext(
                                "t1",
                                "s1",
                                "default",
                                "c1",
                                "t1/c1",
                                Instant.now().plusSeconds(120))))
                .isInstanceOf(ToolException.class);
    }

    /** A parameter that is given once the first cancel was asked for, with the statement made and not yet run. */
    private static final class CancelledWhileBound extends AbstractList<Long> {

        private @Nullable Thread ender;

        @Override
        public Long get(int index) {
            Thread thread = Objects.requireNonNull(ender);
            thread.start();
            await().atMost(MINUTE).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            return 0L;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
