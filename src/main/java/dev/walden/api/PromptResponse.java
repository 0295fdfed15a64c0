package dev.walden.api;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.orchestrator.StepPrompt;
import dev.walden.reasoning.Prompt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prompt of a task's model call.
 *
 * @param step the number of the call, from 1
 * @param seq the record of its intent
 * @param engine the one that was asked first
 * @param answeredBy another one that answered in its place, and whose prompt this is; null when there was none
 * @param digest of what was made for the one that was asked first, as it was recorded
 * @param cut what was left out of this, as it was recorded; null for nothing
 * @param exact whether what was made for the one that was asked first is made again byte for byte. It was sent unless it did not fit however much
 *     was left out
 * @param missing why it is not, a sentence each
 * @param rules of the task's space as they held for the task; null for none
 * @param text all words of it
 */
@Schema(name = "Prompt")
record PromptResponse(
        int step,
        long seq,
        String engine,
        @Nullable String answeredBy,
        String promptVersion,
        String digest,
        @Nullable String cut,
        boolean exact,
        List<String> missing,
        String instructions,
        @Nullable String rules,
        List<Item> recalled,
        List<String> procedures,
        List<Said> messages,
        List<Tool> tools,
        String text) {

    static PromptResponse from(StepPrompt prompt) {
        Prompt sent = prompt.prompt().sent();
        return new PromptResponse(
                prompt.step(),
                prompt.seq(),
                prompt.intent().engine(),
                prompt.fallback() == null ? null : prompt.fallback().engine(),
                prompt.intent().promptVersion(),
                prompt.intent().promptDigest(),
                prompt.cut().isEmpty() ? null : prompt.cut(),
                prompt.exact(),
                prompt.missing(),
                sent.instructions(),
                sent.rules(),
                sent.recalled().stream().map(Item::from).toList(),
                sent.procedures().stream().map(one -> one.name()).toList(),
                sent.messages().stream().map(Said::from).toList(),
                sent.tools().stream()
                        .map(tool -> new Tool(tool.name(), tool.description(), tool.inputSchema()))
                        .toList(),
                prompt.text());
    }

    /** A recalled item as it is now. */
    @Schema(name = "PromptItem")
    record Item(
            String id,
            String kind,
            @Nullable String speaker,
            String text,
            long seq,
            boolean trusted,
            boolean disputed) {
        static Item from(RecalledItem item) {
            return new Item(
                    item.id(), item.kind(), item.speaker(), item.text(), item.seq(), item.trusted(), item.disputed());
        }
    }

    /**
     * One message.
     *
     * @param role user, assistant, tool, or note for what Walden itself says of a step
     * @param calls what an assistant wanted called
     * @param call which call a tool answers; null for others
     * @param trusted false for a tool's words from outside
     */
    @Schema(name = "PromptMessage")
    record Said(
            String role,
            String text,
            List<Call> calls,
            @Nullable String call,
            boolean trusted) {
        static Said from(Message message) {
            return switch (message) {
                case Message.User user -> new Said("user", user.text(), List.of(), null, true);
                case Message.Note note -> new Said("note", note.text(), List.of(), null, true);
                case Message.Assistant assistant ->
                    new Said(
                            "assistant",
                            assistant.text(),
                            assistant.toolCalls().stream()
                                    .map(call -> new Call(
                                            call.id(), call.tool(), call.arguments(), call.malformedArguments()))
                                    .toList(),
                            null,
                            true);
                case Message.ToolResult result ->
                    new Said("tool", result.text(), List.of(), result.toolCallId(), result.trusted());
            };
        }
    }

    /**
     * A tool call.
     *
     * @param arguments empty where the model gave no JSON object
     * @param malformedArguments what it gave in its place; null otherwise
     */
    @Schema(name = "PromptCall")
    record Call(
            String id,
            String tool,
            Map<String, @Nullable Object> arguments,
            @Nullable String malformedArguments) {}

    /** A tool that was offered. */
    @Schema(name = "PromptTool")
    record Tool(String name, String description, String inputSchema) {}
}
