package dev.walden.tools.mcp;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.BoundedSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool of a server. Immutable. */
record ForeignTool(ToolDescriptor descriptor, ToolSpec spec, ServerCall asking, AnswerText text) implements McpTool {

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
        ToolOutput output = text.ofResult(result);
        String said = output.text();
        if (AnswerText.isFailure(result)) {
            throw ToolException.untrusted(said.isEmpty() ? "The tool failed and said nothing." : said);
        }
        return fault(result)
                .map(why ->
                        output.saying("[The answer does not fit the output schema of the tool: " + why + "]\n" + said))
                .orElse(output);
    }

    /** The call has been made whatever its answer looks like, so this is told and is no failure. */
    private Optional<String> fault(Map<String, @Nullable Object> result) {
        if (spec.outputSchema().isEmpty()) {
            return Optional.empty();
        }
        return result.get("structuredContent") instanceof Map<?, ?>
                ? BoundedSchema.of(spec.outputSchema()).complaint(Foreign.object(result, "structuredContent"))
                : Optional.of("there is no structured content.");
    }
}
