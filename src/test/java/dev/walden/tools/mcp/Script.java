package dev.walden.tools.mcp;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a scripted server says to a message; nothing but the JDK, so that it can be a process of its own. */
final class Script {

    static final String LIST_CHANGED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern METHOD = Pattern.compile("\"method\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"progressToken\":\"([^\"]+)\"");
    private static final Pattern TOOL = Pattern.compile("\"name\":\"([^\"]+)\"");
    private static final String TOOLS = """
            {"name":"echo","description":"Says it \\u0007again.","inputSchema":{"type":"object","properties":{"text":{"type":"string"}},
             "required":["text"]},"annotations":{"readOnlyHint":true}},
            {"name":"put","inputSchema":{"type":"object"},"annotations":{"idempotentHint":true}},
            {"name":"effect","inputSchema":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}},
            {"name":"silent","inputSchema":{"type":"object"}},{"name":"peek","inputSchema":{"type":"object"},
             "annotations":{"readOnlyHint":true}},
            {"name":"twice","inputSchema":{"type":"object"}},{"name":"wrong_id","inputSchema":{"type":"object"}},
            {"name":"fails","inputSchema":{"type":"object"}},{"name":"refuses","inputSchema":{"type":"object"}},
            {"name":"liar","inputSchema":{"type":"object"},"outputSchema":{"type":"object","properties":{"n":{"type":"integer"}},
             "required":["n"]}},
            {"name":"honest","inputSchema":{"type":"object"},"outputSchema":{"type":"object","properties":{"n":{"type":"integer"}}}},
            {"name":"image","inputSchema":{"type":"object"}},{"name":"meta","inputSchema":{"type":"object"}},
            {"name":"cancelled","inputSchema":{"type":"object"}},{"name":"grow","inputSchema":{"type":"object"}},
            {"name":"env","inputSchema":{"type":"object"}},{"name":"fork","inputSchema":{"type":"object"}},
            {"name":"die","inputSchema":{"type":"object"}},{"name":"huge","inputSchema":{"type":"object"}},
            {"name":"bad_bytes","inputSchema":{"type":"object"}},{"name":"bad bytes","inputSchema":{"type":"object"}},
            {"name":"counts","inputSchema":{"type":"object"}},{"name":"count_on","inputSchema":{"type":"object"}},
            {"name":"go","inputSchema":{"type":"object"}},{"name":"hold","inputSchema":{"type":"object"}},
            {"name":"far","inputSchema":{"type":"object","properties":{"a":{"$ref":"http://elsewhere.example/schema"}}}},
            {"name":"no_object","inputSchema":{"type":"string"}}""";

    private final AtomicInteger grown = new AtomicInteger();
    private volatile String cancelled = "nothing";

    /** The tool that a message calls; empty when it calls none. */
    static String called(String message) {
        return method(message).equals("tools/call") ? first(TOOL, message) : "";
    }

    static String method(String message) {
        return first(METHOD, message);
    }

    static String id(String message) {
        return first(ID, message);
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The messages that come back. */
    List<String> answers(String message) {
        String id = id(message);
        return switch (method(message)) {
            case "initialize" -> List.of(result(id, """
                    {"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true},"resources":{},"prompts":{}},
                     "serverInfo":{"name":"scripted","version":"1"}}"""));
            case "ping" -> List.of(result(id, "{}"));
            case "tools/list" -> List.of(page(id, message));
            case "tools/call" -> called(called(message), id, message);
            case "resources/list" -> List.of(result(id, "{\"resources\":[{\"uri\":\"a:b\",\"name\":\"b\"}]}"));
            case "resources/templates/list" ->
                List.of(result(id, "{\"resourceTemplates\":[{\"uriTemplate\":\"a:{x}\",\"name\":\"any\"}]}"));
            case "resources/read" ->
                List.of(result(id, "{\"contents\":[{\"uri\":\"a:b\",\"text\":\"what is in b\"}]}"));
            case "prompts/list" -> List.of(result(id, "{\"prompts\":[{\"name\":\"greet\"}]}"));
            case "prompts/get" ->
                List.of(
                        result(
                                id,
                                "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"Say hello.\"}}]}"));
            case "notifications/cancelled" -> {
                cancelled = message.replaceAll(".*\"requestId\":(\\d+).*", "$1");
                yield List.of();
            }
            default -> List.of();
        };
    }

    private String page(String id, String message) {
        if (!message.contains("cursor")) {
            return result(id, "{\"tools\":[" + TOOLS + "],\"nextCursor\":\"2\"}");
        }
        StringBuilder more = new StringBuilder("{\"name\":\"last\",\"inputSchema\":{\"type\":\"object\"}}");
        for (int i = 1; i <= grown.get(); i++) {
            more.append(",{\"name\":\"grown").append(i).append("\",\"inputSchema\":{\"type\":\"object\"}}");
        }
        return result(id, "{\"tools\":[" + more + "]}");
    }

    private List<String> called(String tool, String id, String message) {
        return switch (tool) {
            case "echo" -> List.of(text(id, message.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1")));
            case "silent" -> List.of();
            case "twice" -> List.of(text(id, "first"), text(id, "second"));
            case "wrong_id" -> List.of(text("99999", "not yours"), text(id, "yours"));
            case "fails" ->
                List.of(result(id, "{\"content\":[{\"type\":\"text\",\"text\":\"no luck\"}],\"isError\":true}"));
            case "refuses" ->
                List.of("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-32602,\"message\":\"bad\"}}");
            case "liar" ->
                List.of(result(
                        id,
                        "{\"content\":[{\"type\":\"text\",\"text\":\"n is x\"}],\"structuredContent\":{\"n\":\"x\"}}"));
            case "honest" -> List.of(result(id, "{\"content\":[],\"structuredContent\":{\"n\":7}}"));
            case "image" ->
                List.of(result(
                        id, "{\"content\":[{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"AAAA\"}]}"));
            case "meta" ->
                List.of(text(
                        id,
                        message.replaceAll(".*\"_meta\":(\\{[^}]*}).*", "$1").replace("\"", "'")));
            case "cancelled" -> List.of(text(id, cancelled));
            case "counts" ->
                Stream.concat(progress(message), Stream.of(text(id, "counted"))).toList();
            case "grow" -> {
                grown.incrementAndGet();
                yield List.of(LIST_CHANGED, text(id, "grown"));
            }
            default -> List.of(text(id, "done"));
        };
    }

    /** How far the call of a message has come: what is to be passed over, then three steps. */
    static Stream<String> progress(String message) {
        String token = "\"progressToken\":\"" + first(TOKEN, message) + "\",";
        return Stream.of(
                        "\"nothing\"",
                        "{}",
                        "{\"progress\":1}",
                        "{\"progressToken\":\"of another\",\"progress\":1}",
                        "{\"progressToken\":7,\"progress\":1}",
                        "{" + token + "\"progress\":\"much\"}",
                        "{" + token + "\"progress\":1}",
                        "{" + token + "\"progress\":2.5,\"total\":10,\"message\":\"half \\u0007of it\"}",
                        "{" + token + "\"progress\":3,\"total\":\"all\",\"message\":{}}")
                .map(params -> "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":" + params + "}");
    }

    static String unknownMethod(String id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}";
    }

    static String text(String id, String text) {
        return result(id, "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}");
    }

    static String result(String id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result.replace("\n", "") + "}";
    }
}
