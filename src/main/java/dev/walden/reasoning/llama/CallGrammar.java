package dev.walden.reasoning.llama;

import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model may say when it is offered tools: plain words, or calls and nothing else, each one line of JSON with the name of a tool and
 * arguments that its schema allows. Words do not begin with a brace, so the first token decides; where the answer is to be JSON, any
 * object is one, too. Its own schema is not looked at: it may come from anybody.
 */
final class CallGrammar {

    /** Calls in one reply; what needs more takes another turn. */
    static final int MOST_CALLS = 8;

    private CallGrammar() {}

    /**
     * In llama.cpp's notation. Without tools any words, but some.
     *
     * @param json whether the answer is to be JSON
     * @param most calls in the reply
     */
    static String of(List<ToolDescriptor> tools, boolean json, int most) {
        if (tools.isEmpty()) {
            return new Grammar().from("\" \"? [^ \\t\\r\\n] [^\\x00]*");
        }
        Grammar grammar = new Grammar();
        List<String> calls = tools.stream()
                .map(tool -> grammar.add("call", call(tool, grammar)))
                .toList();
        String call = grammar.add("call", Grammar.either(calls));
        String words = (json ? "object | " : "") + "[^{ \\t\\r\\n] [^\\x00]*";
        String more = most == 1 ? "" : " (\"\\n\" " + call + "){0," + (most - 1) + "}";
        return grammar.from("\" \"? (" + call + more + " | " + words + ")");
    }

    private static String call(ToolDescriptor tool, Grammar grammar) {
        Map<String, @Nullable Object> schema =
                JsonText.object(tool.inputSchema()).orElse(Map.of());
        String arguments = new SchemaRules(grammar, schema).arguments();
        return Grammar.literal("{\"" + ToolCalls.TOOL + "\":") + " ws " + Grammar.json(tool.name()) + " \",\" ws "
                + Grammar.literal("\"" + ToolCalls.ARGUMENTS + "\":") + " ws " + arguments + " ws \"}\"";
    }
}
