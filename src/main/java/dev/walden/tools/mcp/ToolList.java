package dev.walden.tools.mcp;

import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.BoundedSchema;
import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tools of a server, so many and so large. Thread-safe.
 *
 * @param settings of the server
 * @param asking how calls of its tools are made
 * @param text what answers are read with
 */
record ToolList(ServerSettings settings, ServerCall asking, AnswerText text) {

    private static final int MOST_TOOLS = 128;
    private static final int MOST_PAGES = 32;
    private static final int MOST_SCHEMA_BYTES = 64 << 10;
    /** Of all texts of a server's tools: each change of them is kept. */
    private static final int MOST_CHARACTERS = 512 << 10;

    private static final int LONGEST_CURSOR = 4096;

    /** Asks for the whole list. */
    Found read(Connection connection, Handshake agreed, Duration atMost) throws ServerException, InterruptedException {
        List<Map<String, @Nullable Object>> raw =
                agreed.capabilities().contains("tools") ? pages(connection, atMost) : List.of();
        SortedMap<String, McpTool> tools = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        for (Map<String, @Nullable Object> one : raw) {
            if (tools.size() == MOST_TOOLS) {
                leftOut.add("all behind the first " + MOST_TOOLS);
                break;
            }
            add(ToolSpec.of(one), tools, leftOut);
        }
        for (ReadingTool.Kind kind : ReadingTool.Kind.values()) {
            if (agreed.capabilities().contains(kind.capability())) {
                ReadingTool tool = ReadingTool.of(kind, asking, text);
                tools.putIfAbsent(tool.descriptor().name(), tool);
            }
        }
        return new Found(List.copyOf(tools.values()), leftOut);
    }

    /** As they are offered to models and recorded. */
    private static long characters(SortedMap<String, McpTool> tools) {
        return tools.values().stream()
                .map(McpTool::descriptor)
                .mapToLong(tool ->
                        (long) tool.description().length() + tool.inputSchema().length())
                .sum();
    }

    private static List<Map<String, @Nullable Object>> pages(Connection connection, Duration atMost)
            throws ServerException, InterruptedException {
        List<Map<String, @Nullable Object>> tools = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES && tools.size() <= MOST_TOOLS; page++) {
            Map<String, @Nullable Object> result =
                    connection.request("tools/list", cursor.isEmpty() ? Map.of() : Map.of("cursor", cursor), atMost);
            tools.addAll(Foreign.objects(result, "tools"));
            cursor = Foreign.text(result, "nextCursor", LONGEST_CURSOR);
            if (cursor.isEmpty()) {
                return tools;
            }
        }
        return tools;
    }

    private void add(ToolSpec spec, SortedMap<String, McpTool> tools, List<String> leftOut) {
        if (spec.foreignName().isEmpty()) {
            leftOut.add("one without a name");
            return;
        }
        String name = ToolNames.of(settings.name(), spec.foreignName());
        Written input = Written.of(spec.inputSchema());
        fault(spec, name, input, tools).ifPresentOrElse(why -> leftOut.add(name + ": " + why), () -> {
            ToolDescriptor descriptor = ToolDescriptor.of(
                    name, spec.description(), input.json(), spec.sideEffect(settings.trust()), settings.timeout());
            tools.put(name, new ForeignTool(descriptor, spec, asking, text));
        });
    }

    private static Optional<String> fault(ToolSpec spec, String name, Written input, SortedMap<String, McpTool> taken) {
        if (taken.containsKey(name)) {
            return Optional.of("another tool of this server has the same name here.");
        }
        if (!"object".equals(spec.inputSchema().get("type"))) {
            return Optional.of("its input schema is none of an object.");
        }
        return input.fault()
                .or(() -> Written.of(spec.outputSchema()).fault())
                .or(() -> faultOfAll(characters(taken)
                        + spec.description().length()
                        + input.json().length()));
    }

    private static Optional<String> faultOfAll(long characters) {
        return characters > MOST_CHARACTERS
                ? Optional.of("with it, descriptions and schemas would have more than " + MOST_CHARACTERS
                        + " characters all in all.")
                : Optional.empty();
    }

    /**
     * A schema as it is offered to models and recorded.
     *
     * @param schema what the server said
     * @param json the same as text
     * @param bytes of the text
     */
    private record Written(Map<String, @Nullable Object> schema, String json, int bytes) {

        static Written of(Map<String, @Nullable Object> schema) {
            byte[] json = Json.bytes(schema);
            return new Written(schema, new String(json, StandardCharsets.UTF_8), json.length);
        }

        Optional<String> fault() {
            return bytes > MOST_SCHEMA_BYTES
                    ? Optional.of("a schema of it has more than " + MOST_SCHEMA_BYTES + " bytes.")
                    : BoundedSchema.of(schema).fault();
        }
    }

    /**
     * What was found.
     *
     * @param tools by name
     * @param leftOut which were not taken, and why
     */
    record Found(List<McpTool> tools, List<String> leftOut) {
        Found {
            tools = List.copyOf(tools);
            leftOut = List.copyOf(leftOut);
        }
    }
}
