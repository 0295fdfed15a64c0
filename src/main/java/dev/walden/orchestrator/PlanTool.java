package dev.walden.orchestrator;

import dev.walden.conversation.PlanResult;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolDescriptor;
import java.time.Duration;

/**
 * Lets an engine say in one reply what it would otherwise ask for call by call: a graph of tool calls, where results feed what comes
 * after them. The task machine carries the steps out as tool calls of their own; this one is never called.
 */
final class PlanTool {

    static final String NAME = PlanResult.TOOL;

    /** A plan is read by the engine again, and what is larger is better planned anew on the way. */
    static final int MOST_STEPS = 64;

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
            NAME,
            "Carries out several tool calls that depend on each other. Use it when you know the calls in advance: each step is one tool"
                    + " call; steps without \"after\" begin at once and run at the same time; {{steps.NAME.result}} inside an argument"
                    + " stands for the result of the step NAME, which then comes first. Answers with the results of all steps; when one"
                    + " fails, those after it are not begun, and you may plan anew.",
            """
            {"type":"object","properties":{"steps":{"type":"array","minItems":1,"maxItems":%d,"items":{"type":"object","properties":{
              "name":{"type":"string","pattern":"^[A-Za-z0-9_-]{1,40}$","description":"unique in the plan"},
              "tool":{"type":"string"},
              "arguments":{"type":"object"},
              "after":{"type":"array","items":{"type":"string"},"description":"names of steps that must have succeeded before"}},
              "required":["name","tool"],"additionalProperties":false}}},
             "required":["steps"],"additionalProperties":false}""".formatted(MOST_STEPS),
            SideEffect.NONE,
            Duration.ofSeconds(1));

    private PlanTool() {}

    static Tool tool() {
        return new OwnTool(DESCRIPTOR, "The steps of a plan are called; the plan itself is not.");
    }
}
