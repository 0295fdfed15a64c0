package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolDescriptor;
import java.time.Duration;

/** Lets an engine hand a part of its task to a task of its own. The task machine begins it and waits for it; this is never called. */
final class DelegateTool {

    static final String NAME = "delegate";

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
            NAME,
            "Hands a part of the task to a sub-task that is worked on by itself, and answers with what it came to. It sees nothing of"
                    + " this conversation: write all it needs into the input. Several can run at the same time. What this task has"
                    + " left is shared out evenly, unless limits says how much a sub-task may use.",
            """
            {"type":"object","properties":{
              "input":{"type":"string","minLength":1,"maxLength":100000},
              "engine":{"type":"string","description":"the engine to ask; without, that of this task"},
              "limits":{"type":"object","properties":{
                "maxSteps":{"type":"integer","minimum":1,"maximum":1000000},
                "maxToolCalls":{"type":"integer","minimum":0,"maximum":1000000},
                "maxTokens":{"type":"integer","minimum":1,"maximum":1000000000}},"additionalProperties":false}},
             "required":["input"],"additionalProperties":false}""",
            SideEffect.NONE,
            Duration.ofSeconds(1));

    private DelegateTool() {}

    /** Whether the call asks for a sub-task. */
    static boolean isMeant(ToolCall call) {
        return call.tool().equals(NAME);
    }

    static Tool tool() {
        return new OwnTool(DESCRIPTOR, "A sub-task is waited for; it is not called as other tools are.");
    }
}
