package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.ToolDescriptor;
import java.util.List;

/**
 * Everything that an engine is asked with. Immutable.
 *
 * @param version of the resource files that the instructions came from
 * @param instructions what the agent is and how it works
 * @param recalled what memory holds that may matter, best first
 * @param messages earlier turns of the session, the task, and its own steps; every tool call answered
 * @param tools what may be called
 */
public record Prompt(
        String version,
        String instructions,
        List<RecalledItem> recalled,
        List<Message> messages,
        List<ToolDescriptor> tools) {

    public Prompt {
        recalled = List.copyOf(recalled);
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
