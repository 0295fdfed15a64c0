package dev.walden.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Items as the tools {@value #TOOL} and {@value #KNOWLEDGE_TOOL} tell them, and who reads there later which they were: one item a line, and what follows of its words set
 * in, so that no words can pass for an item.
 */
public final class RecalledLines {

    /** The tool that searches memory. */
    public static final String TOOL = "recall";

    /** The tool that searches knowledge bases. */
    public static final String KNOWLEDGE_TOOL = "search_knowledge";

    private static final Set<String> TOOLS = Set.of(TOOL, KNOWLEDGE_TOOL);
    private static final String DISPUTED = ", contradicts what is trusted";
    private static final Pattern ITEM = Pattern.compile(
            "^([A-Za-z0-9_.-]{1,100}) ([a-z]{1,20}), record (\\d{1,18})(" + DISPUTED + ")?: ",
            Pattern.MULTILINE | Pattern.UNIX_LINES);

    private RecalledLines() {}

    /** In their order. */
    public static String of(List<RecalledItem> items) {
        List<String> lines = new ArrayList<>();
        for (RecalledItem item : items) {
            String mark = item.disputed() ? DISPUTED : "";
            String said = item.said().replace("\n", "\n  ");
            lines.add("%s %s, record %d%s: %s".formatted(item.id(), item.kind(), item.seq(), mark, said));
        }
        return String.join("\n", lines);
    }

    /** The ids of the items in a result of one of the tools, each once. */
    public static List<String> ids(String result) {
        return ITEM.matcher(result)
                .results()
                .map(line -> line.group(1))
                .distinct()
                .toList();
    }

    /** The items that the tools told of in a conversation, each once; without their words. */
    public static List<RecalledItem> in(List<Message> messages) {
        Map<String, RecalledItem> found = new LinkedHashMap<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolResult result && TOOLS.contains(result.tool()) && result.succeeded()) {
                Matcher line = ITEM.matcher(result.text());
                while (line.find()) {
                    long seq = Long.parseLong(line.group(3));
                    found.putIfAbsent(
                            line.group(1), new RecalledItem(line.group(1), line.group(2), "", seq, result.trusted()));
                }
            }
        }
        return List.copyOf(found.values());
    }
}
