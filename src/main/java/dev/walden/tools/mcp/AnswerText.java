package dev.walden.tools.mcp;

import dev.walden.plugin.ToolOutput;
import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server's answer says, as text for a model and attachments for people. Thread-safe. */
final class AnswerText {

    private static final int LONGEST_WORD = 500;

    private final ForeignJson json;

    AnswerText(ForeignJson json) {
        this.json = json;
    }

    /** Whether the tool failed, as the server says. */
    static boolean isFailure(Map<String, @Nullable Object> result) {
        return Foreign.isTrue(result, "isError");
    }

    /** The contents of a tool's result; its structured content where no text says the same. Without attachments when it is a failure. */
    ToolOutput ofResult(Map<String, @Nullable Object> result) {
        AnswerBytes bytes = isFailure(result) ? AnswerBytes.ofFailure() : AnswerBytes.ofSuccess();
        List<String> parts = new ArrayList<>();
        boolean same = false;
        Object structured = result.get("structuredContent");
        for (Map<String, @Nullable Object> content : Foreign.objects(result, "content")) {
            String part = content(content, bytes);
            same |= says(part, structured);
            parts.add(part);
        }
        if (structured != null && !same) {
            parts.add(Json.text(structured));
        }
        return output(parts, bytes);
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
    ToolOutput ofResource(Map<String, @Nullable Object> result) {
        AnswerBytes bytes = AnswerBytes.ofSuccess();
        List<String> parts = new ArrayList<>();
        for (Map<String, @Nullable Object> content : Foreign.objects(result, "contents")) {
            parts.add(resource(content, bytes));
        }
        return output(parts, bytes);
    }

    /** The messages of a prompt, each with who says it. */
    ToolOutput ofPrompt(Map<String, @Nullable Object> result) {
        AnswerBytes bytes = AnswerBytes.ofSuccess();
        List<String> parts = new ArrayList<>();
        for (Map<String, @Nullable Object> message : Foreign.objects(result, "messages")) {
            parts.add(Foreign.text(message, "role", LONGEST_WORD) + ": "
                    + content(Foreign.object(message, "content"), bytes));
        }
        return output(parts, bytes);
    }

    /** A page of a list, as JSON. */
    ToolOutput ofList(Map<String, @Nullable Object> result) {
        return ToolOutput.untrusted(Json.text(result));
    }

    private static ToolOutput output(List<String> parts, AnswerBytes bytes) {
        return ToolOutput.untrusted(String.join("\n", parts)).with(bytes.attachments());
    }

    private static String content(Map<String, @Nullable Object> content, AnswerBytes bytes) {
        String type = Foreign.text(content, "type", LONGEST_WORD);
        return switch (type) {
            case "text" -> content.get("text") instanceof String text ? text : "";
            case "image", "audio" -> bytes.told(type, content, "data");
            case "resource" -> resource(Foreign.object(content, "resource"), bytes);
            case "resource_link" ->
                "[resource " + Foreign.text(content, "uri", LONGEST_WORD) + ": "
                        + Foreign.text(content, "name", LONGEST_WORD) + "]";
            default -> "[content of the unknown type " + type + ", not shown]";
        };
    }

    private static String resource(Map<String, @Nullable Object> resource, AnswerBytes bytes) {
        return resource.get("text") instanceof String text
                ? text
                : bytes.told("resource " + Foreign.text(resource, "uri", LONGEST_WORD), resource, "blob");
    }
}
