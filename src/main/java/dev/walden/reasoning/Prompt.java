package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.ToolDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an engine is asked with. Immutable.
 *
 * @param version of the resource files that the instructions came from
 * @param instructions what the agent is and how it works
 * @param rules how to behave in the task's space, in its operator's words; null when it has none
 * @param recalled what memory holds that may matter, best first
 * @param messages earlier turns of the session, the task, and its own steps; every tool call answered
 * @param tools what may be called
 * @param procedures what may be followed, got by {@link Procedure#TOOL}
 * @param outputSchema the JSON Schema that the final answer is to fit; null for an answer in words
 */
public record Prompt(
        String version,
        String instructions,
        @Nullable String rules,
        List<RecalledItem> recalled,
        List<Message> messages,
        List<ToolDescriptor> tools,
        List<OfferedProcedure> procedures,
        @Nullable String outputSchema) {

    public Prompt {
        recalled = List.copyOf(recalled);
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        procedures = List.copyOf(procedures);
    }

    /** A prompt without rules and procedures. */
    public Prompt(
            String version,
            String instructions,
            List<RecalledItem> recalled,
            List<Message> messages,
            List<ToolDescriptor> tools) {
        this(version, instructions, null, recalled, messages, tools, List.of(), null);
    }

    /** The same prompt in a space with these rules; null for none. */
    public Prompt ruledBy(@Nullable String ofSpace) {
        return new Prompt(version, instructions, ofSpace, recalled, messages, tools, procedures, outputSchema);
    }

    /** The same prompt with these procedures. */
    public Prompt offering(List<OfferedProcedure> offered) {
        return new Prompt(version, instructions, rules, recalled, messages, tools, offered, outputSchema);
    }

    /** The same prompt for an engine that calls no tools, and so gets no procedures either. */
    public Prompt withoutTools() {
        return new Prompt(version, instructions, rules, recalled, messages, List.of(), List.of(), outputSchema);
    }

    /** The same prompt for an answer that fits this schema; null asks for words. */
    public Prompt answering(@Nullable String schema) {
        return new Prompt(version, instructions, rules, recalled, messages, tools, procedures, schema);
    }
}
