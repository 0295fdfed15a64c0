package dev.walden.cli;

import dev.walden.activity.JsonText;
import dev.walden.activity.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record without what anybody said: every text becomes its length. Kept are the names of members, numbers, times, and the members
 * that can only hold ids and codes; whatever is not known to be one of these counts as text. The line has no checksum, as it is not the
 * one of the log.
 */
final class Redaction {

    private static final Set<String> KEPT = Set.of(
            "against",
            "approval",
            "asked",
            "by",
            "call",
            "code",
            "decidedBy",
            "decision",
            "duration",
            "engine",
            "expiresAt",
            "givenBy",
            "id",
            "item",
            "items",
            "kept",
            "key",
            "kind",
            "observedAt",
            "outcome",
            "prompt",
            "promptDigest",
            "promptVersion",
            "resolution",
            "role",
            "segment",
            "settledBy",
            "sha256",
            "sideEffect",
            "since",
            "source",
            "sources",
            "space",
            "started",
            "submittedBy",
            "task",
            "tool",
            "tools",
            "validFrom",
            "validTo",
            "verdict",
            "version",
            "why",
            "$blob");

    /** What a model, a tool or a submitter made up: names of members in there mean nothing. */
    private static final Set<String> FOREIGN = Set.of("arguments", "metadata");

    private Redaction() {}

    static String of(StoredRecord entry) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("seq", entry.seq());
        line.put("at", entry.at().toString());
        line.put("type", entry.type());
        line.put("v", entry.version());
        entry.task().ifPresent(task -> line.put("task", task));
        line.put("data", object(entry.data(), false));
        return JsonText.write(line);
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> members, boolean foreign) {
        Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean inside = foreign || FOREIGN.contains(name);
            redacted.put(name, value(value, inside, !inside && KEPT.contains(name)));
        });
        return redacted;
    }

    private static @Nullable Object value(@Nullable Object value, boolean foreign, boolean kept) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> object -> object(object, foreign);
            case List<?> list -> {
                List<@Nullable Object> redacted = new ArrayList<>();
                list.forEach(element -> redacted.add(value(element, foreign, kept)));
                yield redacted;
            }
            case String text -> kept ? text : "[" + text.length() + " characters]";
            default -> foreign ? "[" + value.toString().length() + " characters]" : value;
        };
    }
}
