package dev.walden.system;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events that a record stands for, by docs/log-format.md and without Walden's own code. Those that have no record of their own are
 * given with what tests ask for: type, task, and the call's id.
 */
final class RecordParts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RecordParts() {}

    static List<JsonNode> of(JsonNode line) {
        List<JsonNode> parts = new ArrayList<>();
        boolean asked = line.path("data").has("asked");
        if (asked && line.path("type").asString().equals("context-gathered")) {
            parts.add(part(line, "task-started", ""));
        }
        if (line.path("data").has("answered")) {
            parts.add(part(line, "reasoning-finished", ""));
        }
        parts.add(line);
        for (int call = 0; call < line.at("/data/started").size(); call++) {
            String id = line.at("/data/reply/calls").path(call).path("id").asString();
            parts.add(part(line, "tool-call-started", id));
        }
        if (asked) {
            parts.add(part(line, "reasoning-started", ""));
        }
        return parts;
    }

    private static JsonNode part(JsonNode line, String type, String call) {
        var part = JSON.createObjectNode();
        part.set("seq", line.path("seq"));
        part.put("type", type);
        part.set("task", line.path("task"));
        part.putObject("data").put("call", call);
        return part;
    }
}
