package dev.walden.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an MCP server says that tells its key to everybody: in names, descriptions, results, bytes and errors. */
final class EchoedMessages {

    private static final JsonMapper JSON = JsonMapper.shared();

    private EchoedMessages() {}

    static String answer(JsonNode message, String key) {
        return switch (message.path("method").asString()) {
            case "initialize" ->
                result(
                        message,
                        Map.of(
                                "protocolVersion",
                                "2025-06-18",
                                "capabilities",
                                Map.of("tools", Map.of()),
                                "serverInfo",
                                Map.of("name", key, "version", key),
                                "instructions",
                                key));
            case "tools/list" ->
                result(
                        message,
                        Map.of(
                                "tools",
                                Stream.of("tell", "fail", "refuse", "garble", "count", key)
                                        .map(name -> tool(name, key))
                                        .toList()));
            case "tools/call" -> called(message, key);
            default -> result(message, Map.of());
        };
    }

    private static Map<String, Object> tool(String name, String key) {
        return Map.of(
                "name",
                name,
                "description",
                "I have " + key + ".",
                "inputSchema",
                Map.of("type", "object", "description", key),
                "annotations",
                Map.of("readOnlyHint", true));
    }

    private static String called(JsonNode message, String key) {
        return switch (message.at("/params/name").asString()) {
            case "tell" -> result(message, Map.of("content", contents(key), "structuredContent", Map.of(key, key)));
            case "fail" -> result(message, Map.of("content", List.of(text("failed with " + key)), "isError", true));
            case "refuse" ->
                JSON.writeValueAsString(Map.of(
                        "jsonrpc",
                        "2.0",
                        "id",
                        message.path("id"),
                        "error",
                        Map.of("code", -32602, "message", "refused with " + key)));
            case "garble" -> key;
            default -> result(message, Map.of("content", List.of(text("counted with " + key))));
        };
    }

    /** The bytes of the sound hold the key in an address, which nobody sees in their base64. */
    private static List<Object> contents(String key) {
        return List.of(
                text(key + " " + String.join(" ", Spelled.of(key))),
                Map.of("type", "image", "mimeType", "image/png", "data", base64("PNG" + key)),
                Map.of("type", "image", "mimeType", "image/png", "data", base64("a clean one")),
                Map.of(
                        "type",
                        "audio",
                        "mimeType",
                        "audio/ogg",
                        "data",
                        base64("?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8))),
                Map.of("type", "resource_link", "uri", "http://127.0.0.1/" + key, "name", key),
                Map.of("type", key));
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String progress(JsonNode message, String key) {
        return JSON.writeValueAsString(Map.of(
                "jsonrpc",
                "2.0",
                "method",
                "notifications/progress",
                "params",
                Map.of(
                        "progressToken",
                        message.at("/params/_meta/progressToken"),
                        "progress",
                        1,
                        "message",
                        "counting with " + key)));
    }

    private static String result(JsonNode message, Map<String, ?> result) {
        return JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", message.path("id"), "result", result));
    }
}
