package dev.walden.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of a real SQLite file and of a real database with a driver of its own. */
class SqlQueryToolTest {

    private static final String ENDLESS =
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";

    @TempDir
    private Path folder;

    private final String server = "jdbc:h2:mem:" + UUID.randomUUID();
    private Connection keeper;
    private SqlSources sources;
    private SqlQueryTool tool;

    @BeforeEach
    void start() throws Exception {
        keeper = DriverManager.getConnection(server);
        fill(keeper);
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"))) {
            fill(file);
        }
        sources = SqlSources.of(Map.of("shop", file("shop.db"), "server", server(server, null)), Secrets.none());
        tool = new SqlQueryTool(sources, Duration.ofSeconds(30), InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        sources.close();
        keeper.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "server"})
    void rowsAreToldAsATable(String source) throws Exception {
        ToolOutput output = query(source, "-- all\n SELECT id AS n, name AS who FROM t ORDER BY id;");

        assertThat(output.text().lines().skip(1)).containsExactly("1 | one\\|a", "2 | NULL", "3 | x\\ny", "[3 rows.]");
        assertThat(output.text()).startsWithIgnoringCase("n | who\n");
        assertThat(output.trusted()).isFalse();
        assertThat(tool.descriptor().sideEffect()).isEqualTo(SideEffect.NONE);
        assertThat(tool.descriptor().description()).contains("server (what is sold), shop.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "server"})
    void valuesAreGivenApart(String source) throws Exception {
        String sql = "SELECT name FROM t WHERE id = ? AND name <> ?";

        assertThat(query(source, sql, 1L, "a; DROP TABLE t").text()).endsWith("\none\\|a\n[1 row.]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "DELETE FROM t",
                "INSERT INTO t VALUES (9, 'x')",
                "DROP TABLE t",
                "PRAGMA hard_heap_limit = 1",
                "EXPLAIN PRAGMA hard_heap_limit = 1",
                "VACUUM INTO 'copy.db'",
                "ATTACH 'other.db' AS o",
                "COMMIT",
                "SELECT 1; DELETE FROM t",
                "SELECT 1; COMMIT",
                "/* SELECT */ DELETE FROM t",
                "SET x = 1",
                "CALL 1",
                "''",
            })
    void whatDoesNotReadIsNotRun(String sql) throws Exception {
        for (String source : List.of("shop", "server")) {
            assertThatThrownBy(() -> query(source, sql))
                    .isInstanceOfSatisfying(
                            ToolException.class, e -> assertThat(e.trusted()).isTrue());
        }
        assertUnchanged();
    }

    @Test
    void whatWritesInTheClothesOfASelectChangesNothing() throws Exception {
        assertThatThrownBy(() -> query("shop", "WITH x AS (SELECT 1) DELETE FROM t"))
                .isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> query("shop", "SELECT load_extension('/x')"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("not authorized");
        assertThat(query("server", "SELECT count(*) FROM FINAL TABLE (INSERT INTO t VALUES (9, 'x'))")
                        .text())
                .contains("\n1\n");
        assertUnchanged();
    }

    @Test
    void aFileIsOpenedForReadingWhateverTheStatement() throws Exception {
        SqlSource source = Objects.requireNonNull(sources.byName().get("shop"));

        for (String sql : List.of(
                "DELETE FROM t",
                "CREATE TABLE u (a)",
                "VACUUM INTO '" + folder + "/copy.db'",
                "ATTACH '" + folder + "/o.db' AS o")) {
            assertThatThrownBy(() -> source.read(60_000, connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.execute(sql);
                        }
                    }))
                    .as(sql)
                    .isInstanceOf(SQLException.class);
        }
        assertThat(folder.resolve("copy.db")).doesNotExist();
        assertThat(folder.resolve("o.db")).doesNotExist();
        assertUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "server"})
    void rowsAndCellsHaveABound(String source) throws Exception {
        ToolOutput output = tool.call(
                new ToolInput(Map.of("source", source, "sql", "SELECT id FROM t ORDER BY id", "rows", 2L)), context());

        assertThat(output.text())
                .endsWith("\n1\n2\n[2 rows. There are more; ask for less (LIMIT, fewer columns, a narrower WHERE).]");
        assertThat(query("shop", "SELECT printf('%.5000c', 'x'), x'0102'").text())
                .endsWith("x".repeat(1000) + "… | [2 bytes]\n[1 row.]");
    }

    @Test
    void anEndlessQueryIsCancelledAndGivesItsTurnBack() throws Exception {
        SqlQueryTool impatient = new SqlQueryTool(sources, Duration.ofMillis(300), InstantSource.system());

        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> impatient.call(input("shop", ENDLESS), context()))
                    .isInstanceOf(ToolException.class)
                    .message()
                    .containsAnyOf("longer than 300 ms", "took all the time there was");
        }
        assertThat(query("shop", "SELECT 1").text()).endsWith("\n1\n[1 row.]");
    }

    @ParameterizedTest
    @ValueSource(longs = {-60_000, 0, 500})
    void aCallWithoutTimeLeftIsNotAsked(long left) {
        Instant now = Instant.now();
        SqlQueryTool late = new SqlQueryTool(sources, Duration.ofSeconds(30), InstantSource.fixed(now));
        ToolContext context = new ToolContext("t1", "s1", "default", "c1", "t1/c1", now.plusMillis(left));

        assertThatThrownBy(() -> late.call(input("shop", "SELECT 1"), context))
                .isInstanceOf(ToolException.class)
                .hasMessage("The source was not asked: too little time was left.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "server"})
    void whatTheWorkFailsWithIsToldAndNotThatTheRollbackFailedToo(String name) {
        SqlSource source = Objects.requireNonNull(sources.byName().get(name));
        SQLException said = new SQLException("no");
        ToolException told = ToolException.trusted("no");

        assertThatThrownBy(() -> source.read(60_000, connection -> {
                    connection.close();
                    throw said;
                }))
                .isSameAs(said);
        assertThatThrownBy(() -> source.read(60_000, connection -> {
                    connection.close();
                    throw told;
                }))
                .isSameAs(told);
        assertThat(said.getSuppressed()).as("of the rollback").hasSize(1);
    }

    @Test
    void aHugeValueIsRefusedWhereItIsMade() throws Exception {
        for (String value : List.of("hex(zeroblob(499999999))", "zeroblob(2000000)", "printf('%.2000000c', 'x')")) {
            assertThatThrownBy(() -> query("shop", "SELECT " + value))
                    .as(value)
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("too big");
        }
        assertThat(query("shop", "SELECT zeroblob(1000000)").text()).contains("[1000000 bytes]");
    }

    @Test
    void aRowThatIsTooLongIsToldAndHidesNoOther() throws Exception {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                Statement statement = file.createStatement()) {
            statement.execute("CREATE TABLE pictures (id INT, data BLOB)");
            statement.execute("INSERT INTO pictures VALUES (1, zeroblob(2000000)), (2, zeroblob(2))");
        }

        assertThatThrownBy(() -> query("shop", "SELECT data FROM pictures"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("too big");
        assertThat(query("shop", "SELECT id, length(data) FROM pictures WHERE rowid > 1")
                        .text())
                .contains("\n2 | 2\n");
    }

    @Test
    void aConnectionThatMayWriteIsNotUsedUnlessAPersonVouchesForTheAccount() throws Exception {
        SqlProperties.Source hinted = new SqlProperties.Source(null, server, null, null, null, "", false);
        SqlQueryTool careful = new SqlQueryTool(
                SqlSources.of(Map.of("server", hinted), Secrets.none()),
                Duration.ofSeconds(30),
                InstantSource.system());

        assertThatThrownBy(() -> careful.call(input("server", "SELECT 1"), context()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("does not make a connection read-only")
                .hasMessageContaining("account-only-reads: true");
        assertThat(query("server", "SELECT 1").text()).contains("\n1\n");
    }

    @Test
    void thousandsOfBlanksAndCommentsMayComeFirst() throws Exception {
        for (String before : List.of(" ", "-- x\n", "/* x */")) {
            assertThat(ReadStatement.parse(before.repeat(100_000) + "SELECT 1").sql())
                    .isEqualTo("SELECT 1");
        }
    }

    @Test
    void anUnknownSourceAndABrokenOneAreToldApart() throws Exception {
        SqlSources broken = SqlSources.of(Map.of("gone", file("gone.db")), Secrets.none());

        assertThatThrownBy(() -> query("other", "SELECT 1")).hasMessageContaining("There are: server, shop.");
        assertThatThrownBy(() -> new SqlQueryTool(broken, Duration.ofSeconds(30), InstantSource.system())
                        .call(input("gone", "SELECT 1"), context()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("The database refused");
        assertThat(folder.resolve("gone.db")).doesNotExist();
    }

    @Test
    void aDriverMayLieInAJarOfItsOwn() throws Exception {
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        try (SqlSources own = SqlSources.of(Map.of("server", server(server, jar)), Secrets.none())) {
            assertThat(own.byName()).containsOnlyKeys("server");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SqlSources.of(Map.of("server", server(server, folder.resolve("no.jar"))), Secrets.none()))
                .withMessageContaining("walden.tools.sql.sources.server.driver");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlSources.of(Map.of("server", server("jdbc:nobody:x", null)), Secrets.none()))
                .withMessageContaining("no JDBC driver");
    }

    @Test
    void aSourceIsAFileOrAnAddress() {
        for (SqlProperties.Source wrong : List.of(
                new SqlProperties.Source(null, null, null, null, null, "", false),
                new SqlProperties.Source(Path.of("x"), server, null, null, null, "", false),
                server("jdbc:sqlite:x", null),
                server("http://x", null))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SqlProperties(Map.of("shop", wrong)))
                    .withMessageContaining("walden.tools.sql.sources.shop");
        }
        assertThat(new SqlProperties.Source(null, "jdbc:x", null, "u", "secret", "", false).toString())
                .doesNotContain("secret");
    }

    private void assertUnchanged() throws SQLException {
        for (String url : List.of(server, "jdbc:sqlite:" + folder.resolve("shop.db"))) {
            try (Connection connection = DriverManager.getConnection(url);
                    var rows = connection.createStatement().executeQuery("SELECT count(*) FROM t")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
        }
        assertThat(Files.exists(Path.of("copy.db"))).isFalse();
    }

    private static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT, name VARCHAR(100))");
            statement.execute("INSERT INTO t VALUES (1, 'one|a'), (2, NULL), (3, 'x\ny')");
        }
    }

    private SqlProperties.Source file(String name) {
        return new SqlProperties.Source(folder.resolve(name), null, null, null, null, "", false);
    }

    private static SqlProperties.Source server(String url, @Nullable Path driver) {
        return new SqlProperties.Source(null, url, driver, null, null, "what is sold", true);
    }

    private ToolOutput query(String source, String sql, Object... parameters) throws Exception {
        return tool.call(input(source, sql, parameters), context());
    }

    private static ToolInput input(String source, String sql, Object... parameters) {
        return new ToolInput(Map.of("source", source, "sql", sql, "parameters", Arrays.asList(parameters)));
    }

    private static ToolContext context() {
        return new ToolContext(
                "t1", "s1", "default", "c1", "t1/c1", Instant.now().plusSeconds(120));
    }
}
