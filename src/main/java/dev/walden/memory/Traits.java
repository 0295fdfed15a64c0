package dev.walden.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What an episode can be asked for beside its words: its outcome and its tools, as metadata of its item. */
final class Traits {

    private static final String OUTCOME = "outcome";
    private static final String TOOLS = "tools";
    private static final String SUMMARY = "summary";

    private Traits() {}

    /** The metadata of an episode's item. Names of tools have no spaces. */
    static Map<String, String> metadata(String outcome, List<Action> actions) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(OUTCOME, outcome);
        if (!actions.isEmpty()) {
            metadata.put(
                    TOOLS,
                    String.join(
                            " ",
                            new LinkedHashSet<>(
                                    actions.stream().map(Action::tool).toList())));
        }
        return metadata;
    }

    /** The same of an episode that a summary stands for. */
    static Map<String, String> summarized(Map<String, String> metadata, String summary) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(SUMMARY, summary);
        return more;
    }

    /** The same of one whose summary fell. */
    static Map<String, String> unsummarized(Map<String, String> metadata) {
        Map<String, String> less = new LinkedHashMap<>(metadata);
        less.remove(SUMMARY);
        return less;
    }

    static boolean isSummarized(MemoryItem item) {
        return item.kind() == ItemKind.EPISODE && item.metadata().containsKey(SUMMARY);
    }

    /** As the word index has them; what people note on their own items is none. */
    static List<String> of(MemoryItem item) {
        if (item.kind() != ItemKind.EPISODE) {
            return List.of();
        }
        List<String> traits = new ArrayList<>();
        String outcome = item.metadata().get(OUTCOME);
        if (outcome != null) {
            traits.add(trait(OUTCOME, outcome));
        }
        String tools = item.metadata().get(TOOLS);
        if (tools != null) {
            for (String tool : tools.split(" ", -1)) {
                traits.add(trait(TOOLS, tool));
            }
        }
        return traits;
    }

    static List<String> asked(Narrowing narrowing) {
        List<String> traits = new ArrayList<>();
        if (narrowing.outcome() != null) {
            traits.add(trait(OUTCOME, narrowing.outcome()));
        }
        if (narrowing.tool() != null) {
            traits.add(trait(TOOLS, narrowing.tool()));
        }
        return traits;
    }

    private static String trait(String name, String value) {
        return name + "=" + value;
    }
}
