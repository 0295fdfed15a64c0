package dev.walden.reasoning.llama;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import dev.walden.reasoning.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls as lines of JSON: how a model is told to write them, is shown its own, and what it wrote means. */
final class ToolCalls {

    static final String TOOL = "tool";
    static final String ARGUMENTS = "arguments";

    private ToolCalls() {}

    /**
     * What a model is told of the tools that it may call.
     *
     * @param most calls in one reply
     */
    static String offered(Prompt prompt, int most) {
        String otherwise = prompt.outputSchema() == null
                ? "answer in plain words."
                : "give the final answer: its JSON and nothing else.";
        String how = most == 1
                ? "To call one, answer with nothing but one line"
                : "To call some, answer with nothing but one line for each call";
        StringBuilder text = new StringBuilder("Tools that you may call. " + how + ": {\"" + TOOL + "\": its name, \""
                + ARGUMENTS + "\": {…}}. Otherwise " + otherwise);
        for (ToolDescriptor tool : prompt.tools()) {
            text.append("\n- ").append(tool.name()).append(": ").append(tool.description());
            text.append(" Arguments: ").append(tool.inputSchema().strip());
        }
        return text.toString();
    }

    /** A call that was made, as it would have been written. */
    static String line(ToolCall call) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put(TOOL, call.tool());
        line.put(ARGUMENTS, call.malformed().<Object>map(text -> text).orElse(call.arguments()));
        return JsonText.write(line);
    }

    /** The calls that a reply to this prompt consists of; empty when it is anything else. */
    static Optional<List<ToolCall>> in(String answer, Prompt prompt) {
        List<ToolCall> calls = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            Map<String, @Nullable Object> fields = JsonText.object(line).orElse(Map.of());
            if (!(fields.get(TOOL) instanceof String tool)
                    || !(fields.get(ARGUMENTS) instanceof Map<?, ?> arguments)
                    || (prompt.outputSchema() != null && !isCall(fields, tool, prompt))) {
                return Optional.empty();
            }
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            arguments.forEach((name, value) -> named.put(String.valueOf(name), value));
            calls.add(ToolCall.of("call_" + (calls.size() + 1), tool, named));
        }
        return calls.isEmpty() ? Optional.empty() : Optional.of(calls);
    }

    /** An answer in JSON may look much like a call. */
    private static boolean isCall(Map<String, ?> fields, String name, Prompt prompt) {
        return fields.size() == 2
                && prompt.tools().stream().anyMatch(tool -> tool.name().equals(name));
    }
}
