package dev.walden.orchestrator;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolDescriptor;
import java.time.Duration;

/** Lets an engine ask the person behind the task. The task machine answers it by waiting for input; it is never called. */
final class AskUserTool {

    static final String NAME = "ask_user";
    static final String QUESTION = "question";

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
            NAME,
            "Asks the person who gave the task a question and waits for the answer. Use it when the task cannot be done without"
                    + " something that only they know.",
            """
            {"type":"object","properties":{"question":{"type":"string","minLength":1,"maxLength":4000}},
             "required":["question"],"additionalProperties":false}""",
            SideEffect.NONE,
            Duration.ofSeconds(1));

    private AskUserTool() {}

    static Tool tool() {
        return new OwnTool(
                DESCRIPTOR, "A question waits for the person's answer; it is not called as other tools are.");
    }
}
