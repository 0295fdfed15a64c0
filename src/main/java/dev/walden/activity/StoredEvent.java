package dev.walden.activity;

import dev.walden.plugin.SideEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the events that a stored record stands for, as far as can be said without making an event of it: blobs are only named, and an
 * older version keeps its members.
 *
 * @param type kebab case, past tense
 * @param data as of {@link StoredRecord#data}, of this event alone
 */
public record StoredEvent(String type, Map<String, @Nullable Object> data) {

    /** What {@link TaskEvent#parts} says of events. {@code docs/log-format.md} has the table. */
    static List<StoredEvent> in(String type, @Nullable String task, Map<String, @Nullable Object> data) {
        List<StoredEvent> before = new ArrayList<>();
        List<StoredEvent> after = new ArrayList<>();
        Map<String, @Nullable Object> own = new LinkedHashMap<>(data);
        switch (type) {
            case "context-gathered" -> {
                Object asked = own.remove("asked");
                if (asked != null) {
                    before.add(new StoredEvent("task-started", Map.of()));
                    after.add(reasoningStarted(asked));
                }
            }
            case "reasoning-finished" -> {
                if (own.remove("started") instanceof List<?> sideEffects) {
                    after.addAll(toolCalls(task, own.get("reply"), sideEffects));
                }
            }
            case "tool-call-finished" -> {
                Object asked = own.remove("asked");
                if (asked != null) {
                    after.add(reasoningStarted(asked));
                }
            }
            case "task-completed" -> {
                if (own.remove("answered") instanceof Map<?, ?> answered) {
                    before.add(reasoningFinished(answered, own));
                }
            }
            default -> {}
        }
        before.add(new StoredEvent(type, own));
        before.addAll(after);
        return before;
    }

    private static StoredEvent reasoningStarted(Object member) {
        Asked asked = Asked.parse(member instanceof String text ? text : AskedAsText.text(member));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("engine", asked.engine());
        data.put("promptVersion", asked.version());
        data.put("promptDigest", asked.digest());
        data.put("reservedTokens", asked.tokens());
        data.put("reservedCost", asked.cost().toString());
        if (asked.cut() != null) {
            data.put("cut", asked.cut());
        }
        data.put("critique", false); // one that judges has a record of its own
        return new StoredEvent("reasoning-started", data);
    }

    private static StoredEvent reasoningFinished(Map<?, ?> answered, Map<String, @Nullable Object> completed) {
        List<@Nullable Object> ids = new ArrayList<>();
        if (completed.get("sources") instanceof List<?> sources) {
            sources.forEach(source -> ids.add(source instanceof Map<?, ?> item ? item.get("id") : source));
        }
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("kind", "answer");
        reply.put("text", completed.get("output"));
        reply.put("sources", ids);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("engine", answered.get("engine"));
        data.put("reply", reply);
        data.put("usage", answered.get("usage"));
        data.put("cost", answered.get("cost"));
        data.put("duration", answered.get("duration"));
        if (answered.get("cut") != null) {
            data.put("cut", answered.get("cut"));
        }
        return new StoredEvent("reasoning-finished", data);
    }

    private static List<StoredEvent> toolCalls(@Nullable String task, @Nullable Object reply, List<?> sideEffects) {
        List<StoredEvent> started = new ArrayList<>();
        if (reply instanceof Map<?, ?> useTools && useTools.get("calls") instanceof List<?> calls) {
            for (int i = 0; i < Math.min(calls.size(), sideEffects.size()); i++) {
                if (calls.get(i) instanceof Map<?, ?> call) {
                    started.add(toolCall(task, call, sideEffects.get(i)));
                }
            }
        }
        return started;
    }

    private static StoredEvent toolCall(@Nullable String task, Map<?, ?> asked, @Nullable Object sideEffect) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("call", asked.get("id"));
        data.put("tool", asked.get("tool"));
        data.put("arguments", asked.get("arguments"));
        data.put("sideEffect", sideEffect);
        if (SideEffect.KEYED.code().equals(sideEffect)) {
            data.put("idempotencyKey", task + "." + asked.get("id"));
        }
        data.put("attempt", 1L);
        return new StoredEvent("tool-call-started", data);
    }
}
