package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import java.time.Duration;
import java.util.List;

/** Prompts for tests. */
public final class Prompts {

    private Prompts() {}

    /** A prompt with these messages and nothing else. */
    public static Prompt of(Message... messages) {
        return with(List.of(), List.of(messages), List.of());
    }

    /** A whole prompt. */
    public static Prompt with(List<RecalledItem> recalled, List<Message> messages, List<ToolDescriptor> tools) {
        return new Prompt("agent-1", "You are an agent.", recalled, messages, tools);
    }

    /** A tool with this schema. */
    public static ToolDescriptor tool(String name, String schema) {
        return ToolDescriptor.of(name, "Does " + name + ".", schema, SideEffect.NONE, Duration.ofSeconds(1));
    }
}
