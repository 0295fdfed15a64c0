package dev.walden.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a task tries with each tool to get at another space. A new tool belongs here, or {@link IsolationIT} fails. */
final class ToolAttacks {

    private static final String OWN = "vault00";
    /** A code of the tool's own schema stops what is longer. */
    private static final int NAME = 64;

    private static final List<String> PLACES =
            List.of("../space-07", "..", "../../workspace/space-07", "/", ".", "space-07", "../Team-a");

    /** By tool: steps of calls. */
    private static final Map<String, List<List<Map<String, Object>>>> STEPS = steps();

    private ToolAttacks() {}

    /** The tools that are attacked. */
    static Set<String> tools() {
        return STEPS.keySet();
    }

    /** What a task is asked, so that it attacks with a tool. */
    static String input(String tool) {
        return "attack with " + tool;
    }

    /** What of the attacker's own space shows that the attack reached something; empty for a tool that gives nothing of any space. */
    static String own(String tool) {
        return switch (tool) {
            case "recall", "read_blob", "delegate", "plan" -> "zq00factqz";
            case "search_knowledge" -> "zq00documentqz";
            case "read_file" -> "zq00fileqz";
            default -> "";
        };
    }

    /** For tasks that are asked by {@link #input}, and for those whose input is an id of another space. */
    static List<Map<String, Object>> scripts() {
        List<Map<String, Object>> scripts = new ArrayList<>();
        STEPS.forEach((tool, steps) -> scripts.add(Scripted.script("^" + input(tool) + "$", steps, "{{result}}")));
        List<Map<String, Object>> byId = List.of(
                call("forget", "id", "{{input}}"),
                call("recall", "query", "{{input}}"),
                call("search_knowledge", "query", "{{input}}"),
                Scripted.call("search_knowledge", Map.of("query", "vault", "domain", "{{input}}")),
                call("use_skill", "name", "{{input}}"),
                call("read_blob", "reference", "{{input}}"),
                call("read_blob", "reference", "{{input}}/c1"),
                call("read_file", "path", "{{input}}"));
        scripts.add(Scripted.script("^[a-z][a-z2-7]{12,}$", List.of(byId), "{{result}}"));
        return scripts;
    }

    private static Map<String, List<List<Map<String, Object>>>> steps() {
        Map<String, List<List<Map<String, Object>>>> steps = new TreeMap<>();
        memory(steps);
        files(steps);
        machine(steps);
        for (String pure : List.of("calculator:expression", "clock:zone", "ask_user:question")) {
            String tool = pure.substring(0, pure.indexOf(':'));
            steps.put(tool, List.of(List.of(call(tool, pure.substring(tool.length() + 1), "vault07"))));
        }
        for (String web : List.of("fetch_page", "http_request")) {
            steps.put(
                    web,
                    List.of(Stream.of("file:///workspace/space-07/secret.txt", "http://127.0.0.1:9/api/v1/tasks")
                            .map(url -> Scripted.call(
                                    web,
                                    web.equals("fetch_page")
                                            ? Map.of("url", url)
                                            : Map.of("url", url, "method", "GET")))
                            .toList()));
        }
        return steps;
    }

    private static void memory(Map<String, List<List<Map<String, Object>>>> steps) {
        List<Map<String, Object>> recall = new ArrayList<>();
        List<Map<String, Object>> knowledge = new ArrayList<>();
        for (String text : Attacks.texts()) {
            recall.add(Scripted.call("recall", Map.of("query", text, "k", 20)));
            knowledge.add(Scripted.call("search_knowledge", Map.of("query", text, "k", 20)));
            if (text.length() <= NAME) {
                knowledge.add(Scripted.call("search_knowledge", Map.of("query", "vault07", "domain", text)));
            }
        }
        recall.add(call("recall", "query", OWN));
        knowledge.add(Scripted.call("search_knowledge", Map.of("query", OWN, "domain", "operations")));
        steps.put("recall", List.of(recall));
        steps.put("search_knowledge", List.of(knowledge));
        steps.put("remember", List.of(List.of(call("remember", "text", SecretSpaces.COMMON))));
        steps.put(
                "forget",
                List.of(List.of(call("forget", "query", "vault07"), call("forget", "query", "code of vault08"))));
    }

    private static void files(Map<String, List<List<Map<String, Object>>>> steps) {
        steps.put(
                "read_file",
                List.of(
                        places("read_file", "/secret.txt", Map.of()),
                        List.of(call("read_file", "path", "secret.txt"))));
        steps.put("list_files", List.of(places("list_files", "", Map.of())));
        steps.put("write_file", List.of(places("write_file", "/secret.txt", Map.of("content", "overwritten"))));
        steps.put(
                "use_skill",
                List.of(PLACES.stream()
                        .map(place -> call("use_skill", "name", place))
                        .toList()));
    }

    /** Those that the task machine carries out itself. */
    private static void machine(Map<String, List<List<Map<String, Object>>>> steps) {
        List<Map<String, Object>> pieces = new ArrayList<>(List.of(call("read_blob", "reference", "c1")));
        Attacks.texts().stream()
                .filter(text -> text.length() <= NAME)
                .forEach(text -> pieces.add(call("read_blob", "reference", text)));
        steps.put("read_blob", List.of(List.of(call("recall", "query", OWN)), pieces));
        steps.put(
                "delegate",
                List.of(
                        List.of(
                                Scripted.call("delegate", Map.of("input", "vault07", "space", "space-07")),
                                Scripted.call(
                                        "delegate",
                                        Map.of("input", Attacks.questions().getFirst(), "engine", "rules")),
                                Scripted.call("delegate", Map.of("input", input("plan"), "engine", "script"))),
                        List.of(Scripted.call("delegate", Map.of("input", input("recall"), "engine", "script")))));
        List<Map<String, Object>> planned =
                new ArrayList<>(List.of(Map.of("name", "own", "tool", "recall", "arguments", Map.of("query", OWN))));
        for (int i = 0; i < PLACES.size(); i++) {
            String name = String.format(Locale.ROOT, "p%d", i);
            planned.add(
                    Map.of("name", name, "tool", "recall", "arguments", Map.of("query", PLACES.get(i) + " vault07")));
        }
        steps.put("plan", List.of(List.of(call("plan", "steps", planned))));
    }

    private static List<Map<String, Object>> places(String tool, String file, Map<String, Object> more) {
        return PLACES.stream()
                .map(place -> {
                    Map<String, Object> arguments = new TreeMap<>(more);
                    arguments.put("path", place + file);
                    return Scripted.call(tool, arguments);
                })
                .toList();
    }

    private static Map<String, Object> call(String tool, String argument, Object value) {
        return Scripted.call(tool, Map.of(argument, value));
    }
}
