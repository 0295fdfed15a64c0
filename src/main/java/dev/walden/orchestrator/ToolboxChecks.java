package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.StepCheck;
import dev.walden.tools.CallCheck;
import dev.walden.tools.Circumstances;
import dev.walden.tools.Toolbox;
import java.util.Optional;

/**
 * What the tools and the policy of now say.
 *
 * @param toolbox with all tools
 */
record ToolboxChecks(Toolbox toolbox) implements CallChecks {

    @Override
    public CallCheck check(ToolCall call, Circumstances circumstances) {
        return toolbox.check(call, circumstances);
    }

    @Override
    public Optional<String> fault(ToolCall unfilled) {
        Procedure.Step step = new Procedure.Step(unfilled.id(), unfilled.tool(), unfilled.arguments());
        return new StepCheck(toolbox.offered()).fault(step).map(StepCheck.Fault::reason);
    }
}
