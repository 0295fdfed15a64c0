package dev.walden.tools.mcp;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a server has beside its tools: resources and prompts. Immutable. */
record ReadingTool(
        ToolDescriptor descriptor,
        Map<String, @Nullable Object> inputSchema,
        Kind kind,
        ServerCall asking,
        AnswerText text)
        implements McpTool {

    static ReadingTool of(Kind kind, ServerCall asking, AnswerText text) {
        Map<String, @Nullable Object> schema = Map.of(
                "type",
                "object",
                "properties",
                kind.properties,
                "required",
                kind.required,
                "additionalProperties",
                false);
        String server = asking.server().name();
        return new ReadingTool(
                ToolDescriptor.of(
                        server + "_" + kind.name,
                        kind.description.formatted(server),
                        Json.text(schema),
                        SideEffect.NONE,
                        asking.timeout()),
                schema,
                kind,
                asking,
                text);
    }

    @Override
    public String server() {
        return asking.server().name();
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        return kind.reading.apply(text).apply(asked(input, context));
    }

    /** A server that has resources need not know of templates. */
    private Map<String, @Nullable Object> asked(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        try {
            return asking.ask(kind.method, input.values(), context);
        } catch (ToolException e) {
            if (kind == Kind.LIST_RESOURCE_TEMPLATES
                    && e.getCause() instanceof ServerException why
                    && why.isOfUnknownMethod()) {
                return Map.of("resourceTemplates", List.of());
            }
            throw e;
        }
    }

    /** What can be read. */
    @SuppressWarnings("ImmutableEnumChecker") // made of Map.of and List.of, and of functions without state
    enum Kind {
        LIST_RESOURCES(
                "resources",
                "list_resources",
                "resources/list",
                "Lists the resources of the server %s as JSON, a page at a time: nextCursor of an answer is the cursor of the next.",
                Map.of("cursor", Map.of("type", "string")),
                List.of(),
                text -> text::ofList),
        LIST_RESOURCE_TEMPLATES(
                "resources",
                "list_resource_templates",
                "resources/templates/list",
                "Lists how addresses of more resources of the server %s are made, as JSON, a page at a time: nextCursor of an answer is the"
                        + " cursor of the next.",
                Map.of("cursor", Map.of("type", "string")),
                List.of(),
                text -> text::ofList),
        READ_RESOURCE(
                "resources",
                "read_resource",
                "resources/read",
                "Reads a resource of the server %s, whose address is in the list of resources or made after a template.",
                Map.of("uri", Map.of("type", "string")),
                List.of("uri"),
                text -> text::ofResource),
        LIST_PROMPTS(
                "prompts",
                "list_prompts",
                "prompts/list",
                "Lists the prompts of the server %s as JSON, a page at a time: nextCursor of an answer is the cursor of the next.",
                Map.of("cursor", Map.of("type", "string")),
                List.of(),
                text -> text::ofList),
        GET_PROMPT(
                "prompts",
                "get_prompt",
                "prompts/get",
                "Gets a prompt of the server %s, with its arguments filled in. Answers with messages, each with who says it.",
                Map.of(
                        "name",
                        Map.of("type", "string"),
                        "arguments",
                        Map.of("type", "object", "additionalProperties", Map.of("type", "string"))),
                List.of("name"),
                text -> text::ofPrompt);

        private final String capability;
        private final String name;
        private final String method;
        private final String description;
        private final Map<String, Object> properties;
        private final List<String> required;
        private final Function<AnswerText, Function<Map<String, @Nullable Object>, ToolOutput>> reading;

        Kind(
                String capability,
                String name,
                String method,
                String description,
                Map<String, Object> properties,
                List<String> required,
                Function<AnswerText, Function<Map<String, @Nullable Object>, ToolOutput>> reading) {
            this.capability = capability;
            this.name = name;
            this.method = method;
            this.description = description;
            this.properties = properties;
            this.required = required;
            this.reading = reading;
        }

        /** What a server must say that it has. */
        String capability() {
            return capability;
        }
    }
}
