package dev.walden.cli;

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
        switch (entry.type()) {
            case "task-submitted", "task-cancelled" -> add(tasks, entry.type().substring(5), counts);
            case "task-completed" -> {
                add(tasks, "completed", counts);
                if (entry.data().get("answered") instanceof Map<?, ?> answered) {
                    modelCall(answered, counts);
                }
            }
            case "task-failed" -> {
                add(tasks, "failed", counts);
                add(failures, text(entry.data(), "code"), counts);
            }
            case "tool-call-started" -> openCalls.put(call(entry), text(entry.data(), "tool"));
            case "tool-call-finished" -> toolCall(entry, text(entry.data(), "outcome"), counts);
            case "tool-call-in-doubt" -> toolCall(entry, "in_doubt", counts);
            case "reasoning-finished" -> {
                modelCall(entry.data(), counts);
                callsStarted(entry);
            }
            case "message-stored", "fact-stored", "episode-recorded" -> add(memory, entry.type(), counts);
            case "content-erased" -> forgotten(entry.data(), counts);
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

    private void toolCall(StoredRecord entry, String outcome, boolean counts) {
        String tool = openCalls.getOrDefault(call(entry), "(never started)");
        if (counts) {
            add(tools.computeIfAbsent(tool, _ -> new TreeMap<>()), outcome, true);
        }
        if (!outcome.equals("in_doubt")) {
            openCalls.remove(call(entry));
        }
    }

    /** Calls that start with the reply that asks for them. */
    private void callsStarted(StoredRecord entry) {
        if (entry.data().get("started") instanceof List<?> started
                && entry.data().get("reply") instanceof Map<?, ?> reply
                && reply.get("calls") instanceof List<?> calls) {
            for (Object call : calls.subList(0, Math.min(calls.size(), started.size()))) {
                if (call instanceof Map<?, ?> wanted) {
                    openCalls.put(entry.task().orElse("") + " " + wanted.get("id"), text(wanted, "tool"));
                }
            }
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

    private static String call(StoredRecord entry) {
        return entry.task().orElse("") + " " + text(entry.data(), "call");
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
