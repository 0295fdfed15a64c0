package dev.walden.tools.mcp;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool of a server. Immutable. */
record ForeignTool(ToolDescriptor descriptor, ToolSpec spec, ServerCall asking, Reading reading) implements McpTool {

    @Override
    public Map<String, @Nullable Object> inputSchema() {
        return spec.inputSchema();
    }

    @Override
    public String server() {
        return asking.server().name();
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("name", spec.foreignName());
        params.put("arguments", input.values());
        Map<String, @Nullable Object> result = asking.ask("tools/call", params, context);
        ToolOutput output = reading.text().ofResult(result);
        String text = output.text();
        if (AnswerText.isFailure(result)) {
            throw ToolException.untrusted(text.isEmpty() ? "The tool failed and said nothing." : text);
        }
        return fault(result)
                .map(why ->
                        output.saying("[The answer does not fit the output schema of the tool: " + why + "]\n" + text))
                .orElse(output);
    }

    /** The call has been made whatever its answer looks like, so this is told and is no failure. */
    private Optional<String> fault(Map<String, @Nullable Object> result) {
        if (spec.outputSchema().isEmpty()) {
            return Optional.empty();
        }
        return result.get("structuredContent") instanceof Map<?, ?>
                ? reading.schemas().complaint(spec.outputSchema(), Foreign.object(result, "structuredContent"))
                : Optional.of("there is no structured content.");
    }

    /** What answers are read with. */
    record Reading(AnswerText text, Schemas schemas) {}
}
