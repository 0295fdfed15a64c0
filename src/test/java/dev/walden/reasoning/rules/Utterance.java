package dev.walden.reasoning.rules;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * One row of {@code utterances.yaml}.
 *
 * @param calls for each reply its calls
 */
record Utterance(
        String say,
        Set<String> without,
        List<Message> session,
        List<RecalledItem> recalled,
        List<List<Call>> calls,
        String answer,
        List<String> sources) {

    /** A call that is expected, and what the fake tool does. */
    record Call(String tool, Map<String, @Nullable Object> arguments, String result, boolean succeeds) {}

    static List<Utterance> all() throws IOException {
        try (InputStream in = Utterance.class.getResourceAsStream("/reasoning/utterances.yaml")) {
            return objects(new Yaml().load(in)).stream().map(Utterance::of).toList();
        }
    }

    private static Utterance of(Map<String, Object> row) {
        return new Utterance(
                text(row, "say"),
                Set.copyOf(strings(row.get("without"))),
                objects(row.get("session")).stream()
                        .flatMap(turn -> turn(turn).stream())
                        .toList(),
                objects(row.get("recalled")).stream().map(Utterance::item).toList(),
                lists(row.get("calls")).stream().map(Utterance::calls).toList(),
                text(row, "answer").replace("ABILITIES", SmallTalk.ABILITIES),
                strings(row.get("sources")));
    }

    private static List<Message> turn(Map<String, Object> turn) {
        return List.of(new Message.User(text(turn, "user")), new Message.Assistant(text(turn, "agent"), List.of()));
    }

    private static RecalledItem item(Map<String, Object> item) {
        int seq = Integer.parseInt(text(item, "seq"));
        return new RecalledItem(
                text(item, "id"),
                text(item, "kind"),
                item.containsKey("speaker") ? text(item, "speaker") : null,
                text(item, "text"),
                seq,
                text(item, "trusted").equals("true"));
    }

    private static List<Call> calls(Object reply) {
        List<Call> calls = new ArrayList<>();
        for (Map<String, Object> call : objects(reply)) {
            String tool = call.keySet().iterator().next();
            boolean succeeds = !call.containsKey("fails");
            String result = succeeds ? String.valueOf(call.getOrDefault("gives", "Done.")) : text(call, "fails");
            Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
            object(call.get(tool))
                    .forEach(
                            (key, value) -> arguments.put(key, value instanceof Integer n ? (Object) (long) n : value));
            calls.add(new Call(tool, arguments, result, succeeds));
        }
        return calls;
    }

    private static String text(Map<String, Object> row, String name) {
        return String.valueOf(row.get(name));
    }

    private static List<String> strings(@Nullable Object list) {
        return lists(list).stream().map(String::valueOf).toList();
    }

    private static List<Map<String, Object>> objects(@Nullable Object list) {
        return lists(list).stream().map(Utterance::object).toList();
    }

    private static List<?> lists(@Nullable Object list) {
        return list instanceof List<?> found ? found : List.of();
    }

    private static Map<String, Object> object(@Nullable Object map) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> found) {
            found.forEach((key, value) -> object.put(String.valueOf(key), value));
        }
        return object;
    }
}
