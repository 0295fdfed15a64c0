package dev.walden.tools.mcp;

import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server's answer says, as text for a model. Thread-safe. */
final class AnswerText {

    private static final int LONGEST_WORD = 500;

    private final ForeignJson json;

    AnswerText(ForeignJson json) {
        this.json = json;
    }

    /** The contents of a tool's result; its structured content where no text says the same. */
    String ofResult(Map<String, @Nullable Object> result) {
        List<String> parts = new ArrayList<>();
        boolean same = false;
        Object structured = result.get("structuredContent");
        for (Map<String, @Nullable Object> content : Foreign.objects(result, "content")) {
            String part = content(content);
            same |= says(part, structured);
            parts.add(part);
        }
        if (structured != null && !same) {
            parts.add(Json.text(structured));
        }
        return String.join("\n", parts);
    }

    private boolean says(String text, @Nullable Object structured) {
        if (structured == null || !text.startsWith("{")) {
            return false;
        }
        try {
            return json.object(text.getBytes(StandardCharsets.UTF_8)).equals(structured);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The contents of a resource. */
    String ofResource(Map<String, @Nullable Object> result) {
        List<String> parts = new ArrayList<>();
        for (Map<String, @Nullable Object> content : Foreign.objects(result, "contents")) {
            parts.add(resource(content));
        }
        return String.join("\n", parts);
    }

    /** The messages of a prompt, each with who says it. */
    String ofPrompt(Map<String, @Nullable Object> result) {
        List<String> parts = new ArrayList<>();
        for (Map<String, @Nullable Object> message : Foreign.objects(result, "messages")) {
            parts.add(Foreign.text(message, "role", LONGEST_WORD) + ": " + content(Foreign.object(message, "content")));
        }
        return String.join("\n", parts);
    }

    /** A page of a list, as JSON. */
    String ofList(Map<String, @Nullable Object> result) {
        return Json.text(result);
    }

    private String content(Map<String, @Nullable Object> content) {
        String type = Foreign.text(content, "type", LONGEST_WORD);
        return switch (type) {
            case "text" -> content.get("text") instanceof String text ? text : "";
            case "image", "audio" -> binary(type, content, "data");
            case "resource" -> resource(Foreign.object(content, "resource"));
            case "resource_link" ->
                "[resource " + Foreign.text(content, "uri", LONGEST_WORD) + ": "
                        + Foreign.text(content, "name", LONGEST_WORD) + "]";
            default -> "[content of the unknown type " + type + ", not shown]";
        };
    }

    private static String resource(Map<String, @Nullable Object> resource) {
        return resource.get("text") instanceof String text
                ? text
                : binary("resource " + Foreign.text(resource, "uri", LONGEST_WORD), resource, "blob");
    }

    /** Type and size: there is no model here yet that could look at it. */
    private static String binary(String what, Map<String, @Nullable Object> content, String member) {
        long bytes = content.get(member) instanceof String base64 ? base64.length() * 3L / 4 : 0;
        String type = Foreign.text(content, "mimeType", LONGEST_WORD);
        return "[" + what + (type.isEmpty() ? "" : " of type " + type) + ", about " + bytes + " bytes, not shown]";
    }
}
