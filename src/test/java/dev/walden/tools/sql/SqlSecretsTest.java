package dev.walden.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.secrets.SecretsForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The password of a source as a secret. */
class SqlSecretsTest {

    private static final String VALUE = "hunter2-hunter2";

    private final Map<String, String> values = new HashMap<>(Map.of("db", VALUE));

    @Test
    void aPasswordIsFilledInForEachConnectionAnew() throws Exception {
        String server = "jdbc:h2:mem:" + UUID.randomUUID();
        Map<String, SqlProperties.Source> configured = Map.of(
                "server", new SqlProperties.Source(null, server, null, "reader", "${secret:db}", "what is sold", true));
        try (Connection _ = DriverManager.getConnection(server, "reader", VALUE);
                SqlSources sources = SqlSources.of(configured, SecretsForTests.of(values))) {
            SqlQueryTool tool = new SqlQueryTool(sources, SqlQueryTool.AT_MOST, InstantSource.system());

            assertThat(one(tool)).contains("1 row");

            values.put("db", "wrong-password");
            assertThatThrownBy(() -> one(tool))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("The database refused");

            values.clear();
            assertThatThrownBy(() -> one(tool))
                    .isInstanceOfSatisfying(
                            ToolException.class, e -> assertThat(e.trusted()).isTrue())
                    .hasMessageStartingWith("The source was not asked. There is no secret named db.");
        }
    }

    @Test
    void nothingButAPasswordTakesASecret() {
        for (SqlProperties.Source wrong : List.of(
                new SqlProperties.Source(null, "jdbc:h2:mem:${secret:db}", null, "reader", null, "", true),
                new SqlProperties.Source(null, "jdbc:h2:mem:x", null, "${secret:db}", null, "", true))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SqlProperties(Map.of("shop", wrong)))
                    .withMessageMatching("walden.tools.sql.sources.shop.(url|username) takes no secret.*");
        }
    }

    private static String one(SqlQueryTool tool) throws Exception {
        return tool.call(
                        new ToolInput(Map.of("source", "server", "sql", "SELECT 1")),
                        new ToolContext(
                                "t1",
                                "s1",
                                "default",
                                "c1",
                                "t1/c1",
                                Instant.now().plusSeconds(120)))
                .text();
    }
}
