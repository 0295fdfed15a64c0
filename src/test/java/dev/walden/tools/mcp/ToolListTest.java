package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.secrets.Secrets;
import dev.walden.tools.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many tools are taken of a server, and how much of what it says of them. */
final class ToolListTest {

    private static final int MOST_TEXT = 512 << 10;
    private static final int MOST_SCHEMA = 64 << 10;

    private final ForeignJson json = new ForeignJson(Secrets.none());
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void soManyToolsAreTakenAndOthersLeftOut() throws Exception {
        List<Map<String, Object>> tools = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tools.add(tool("t" + i, "", ""));
        }

        ToolList.Found found = found(Map.of("tools", tools));

        assertThat(found.tools()).hasSize(128);
        assertThat(found.leftOut()).containsExactly("all behind the first 128");
    }

    @Test
    void descriptionsAndSchemasOfAllToolsTogetherHaveABound() throws Exception {
        int schema = 40_000;
        int each = 4000 + schema;
        List<Map<String, Object>> tools = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tools.add(tool("t" + i, "d".repeat(4000), filler(schema)));
        }
        tools.add(tool("small", "", ""));

        ToolList.Found found = found(Map.of("tools", tools));

        assertThat(found.tools())
                .hasSize(MOST_TEXT / each + 1)
                .anyMatch(tool -> tool.descriptor().name().equals("s_small"));
        assertThat(found.tools().stream()
                        .map(McpTool::descriptor)
                        .mapToInt(tool ->
                                tool.description().length() + tool.inputSchema().length())
                        .sum())
                .isLessThanOrEqualTo(MOST_TEXT);
        assertThat(found.leftOut())
                .hasSize(20 - MOST_TEXT / each)
                .allMatch(why -> why.contains("more than " + MOST_TEXT + " characters"));
    }

    @Test
    void aSchemaAndADescriptionHaveABound() throws Exception {
        ToolList.Found found = found(Map.of(
                "tools",
                List.of(
                        tool("fits", "d".repeat(4001), filler(MOST_SCHEMA)),
                        tool("large", "", filler(MOST_SCHEMA + 1)))));

        assertThat(found.tools())
                .singleElement()
                .satisfies(tool -> assertThat(tool.descriptor().description()).hasSize(4000));
        assertThat(found.leftOut()).containsExactly("s_large: a schema of it has more than 65536 bytes.");
    }

    @Test
    void aListWithoutAnEndIsReadNoFurther() throws Exception {
        assertThat(found(Map.of("tools", List.of(), "nextCursor", "more")).tools())
                .isEmpty();

        assertThat(asked).hasValue(32);
    }

    private ToolList.Found found(Map<String, Object> page) throws ServerException, InterruptedException {
        ServerSettings settings = new ServerSettings(
                "s",
                new ServerSettings.Address(URI.create("http://127.0.0.1:1/mcp"), Map.of()), // nobody connects
                false,
                Duration.ofSeconds(30));
        McpServer server = new McpServer(settings, Servers.QUICK, json, Secrets.none());
        ToolList list = new ToolList(settings, new ServerCall(server, settings.timeout()), new AnswerText(json));
        Connection connection = new Connection("s", json, (_, _) -> {});
        connection.over(new Answering(connection, page));
        return list.read(connection, new Handshake("2025-11-25", Set.of("tools")), Servers.LONG);
    }

    private static Map<String, Object> tool(String name, String description, String filler) {
        return Map.of("name", name, "description", description, "inputSchema", schema(filler));
    }

    private static Map<String, Object> schema(String filler) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", filler);
        return schema;
    }

    /** What makes a schema so long. */
    private static String filler(int length) {
        return "f".repeat(length - Json.bytes(schema("")).length);
    }

    /** Answers every request with the same. */
    private final class Answering implements Transport {

        private final Connection connection;
        private final Map<String, Object> page;

        private Answering(Connection connection, Map<String, Object> page) {
            this.connection = connection;
            this.page = page;
        }

        @Override
        public Posted send(@Nullable Long id, byte[] message) {
            asked.incrementAndGet();
            if (id != null) {
                connection.received(Json.bytes(Map.of("jsonrpc", "2.0", "id", id, "result", page)));
            }
            return () -> false;
        }

        @Override
        public void agreed(String version) {
            // it is all the same to it
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
