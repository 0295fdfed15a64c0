package dev.walden.cli;

import dev.walden.activity.StoredEvent;
import dev.walden.activity.StoredRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the agent did. Reads the data as they stand, so that a missing blob or an older version of an event is no obstacle.
 * Confined to its thread.
 */
final class Summary {

    private final Map<String, Long> tasks = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<String, Map<String, Long>> tools = new TreeMap<>();
    private final Map<String, Map<String, Long>> engines = new TreeMap<>();
    private final Map<String, Long> memory = new TreeMap<>();
    private final Map<String, Long> service = new TreeMap<>();

    /** Tools by task and call, of calls that have begun and not ended. */
    private final Map<String, String> openCalls = new HashMap<>();

    private boolean running;

    /** Takes a record in; those before the period are needed to understand those in it. */
    void know(StoredRecord entry, boolean counts) {
        String task = entry.task().orElse("");
        entry.events().forEach(event -> know(task, event, counts));
    }

    private void know(String task, StoredEvent event, boolean counts) {
        switch (event.type()) {
            case "task-submitted", "task-completed", "task-cancelled" ->
                add(tasks, event.type().substring(5), counts);
            case "task-failed" -> {
                add(tasks, "failed", counts);
                add(failures, text(event.data(), "code"), counts);
            }
            case "tool-call-started" -> openCalls.put(call(task, event), text(event.data(), "tool"));
            case "tool-call-finished" -> toolCall(call(task, event), text(event.data(), "outcome"), counts);
            case "tool-call-in-doubt" -> toolCall(call(task, event), "in_doubt", counts);
            case "reasoning-finished" -> modelCall(event.data(), counts);
            case "message-stored", "fact-stored", "episode-recorded" -> add(memory, event.type(), counts);
            case "content-erased" -> forgotten(event.data(), counts);
            case "service-started" -> {
                add(service, "starts", counts);
                add(service, "starts_after_a_crash", counts && running);
                running = true;
            }
            case "service-stopped" -> {
                add(service, "stops", counts);
                running = false;
            }
            default -> {}
        }
    }

    private void toolCall(String call, String outcome, boolean counts) {
        String tool = openCalls.getOrDefault(call, "(never started)");
        if (counts) {
            add(tools.computeIfAbsent(tool, _ -> new TreeMap<>()), outcome, true);
        }
        if (!outcome.equals("in_doubt")) {
            openCalls.remove(call);
        }
    }

    private void modelCall(Map<?, ?> data, boolean counts) {
        if (counts) {
            var engine = engines.computeIfAbsent(text(data, "engine"), _ -> new TreeMap<>());
            add(engine, "calls", true);
            if (data.get("usage") instanceof Map<?, ?> usage) {
                usage.forEach((name, tokens) -> {
                    if (tokens instanceof Number number) {
                        engine.merge(String.valueOf(name), number.longValue(), Long::sum);
                    }
                });
            }
        }
    }

    private void forgotten(Map<String, @Nullable Object> data, boolean counts) {
        if (counts && data.get("items") instanceof List<?> items) {
            memory.merge("items_forgotten", (long) items.size(), Long::sum);
        }
    }

    private static String call(String task, StoredEvent event) {
        return task + " " + text(event.data(), "call");
    }

    private static String text(Map<?, ?> data, String name) {
        return String.valueOf(data.get(name));
    }

    private static void add(Map<String, Long> counts, String name, boolean one) {
        if (one) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("tasks", tasks);
        members.put("failures", failures);
        members.put("tools", tools);
        members.put("engines", engines);
        members.put("memory", memory);
        members.put("service", service);
        return members;
    }

    void print(Console console) {
        print(console, "tasks", tasks);
        print(console, "failures", failures);
        tools.forEach((tool, outcomes) -> print(console, "tool", tool, outcomes));
        engines.forEach((engine, counts) -> print(console, "engine", engine, counts));
        print(console, "memory", memory);
        print(console, "service", service);
    }

    private static void print(Console console, String name, Map<String, Long> counts) {
        console.fact(name, counts.isEmpty() ? "none" : joined(counts));
    }

    private static void print(Console console, String kind, String name, Map<String, Long> counts) {
        console.fact(kind, name + ": " + joined(counts));
    }

    private static String joined(Map<String, Long> counts) {
        var text = new StringBuilder();
        counts.forEach((name, count) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(count));
        return text.toString();
    }
}
