package dev.walden.reasoning;

import dev.walden.conversation.PlanResult;
import dev.walden.plugin.ToolDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds steps of procedures that cannot be made with the tools that there are, whatever the values are that fill them. What else may stop
 * a call is known only when it is made. Immutable.
 */
public final class StepCheck {

    /** What each tool takes, by its name. */
    private final Map<String, TakenArguments> tools = new HashMap<>();

    /** With the tools that can be called now. */
    public StepCheck(List<ToolDescriptor> tools) {
        tools.forEach(tool -> this.tools.put(tool.name(), TakenArguments.of(tool)));
    }

    /** The first thing that is wrong with a step; empty when it can be tried. */
    public Optional<Fault> fault(Procedure.Step step) {
        TakenArguments taken = tools.get(step.tool());
        if (taken == null) {
            return Optional.of(new Fault(null, "the tool " + step.tool() + " is not available here."));
        }
        return step.arguments().keySet().stream()
                .filter(name -> !taken.has(name))
                .findFirst()
                .map(name -> new Fault(
                        name,
                        "the tool " + step.tool() + " has no argument " + name + "; it has " + taken.list() + "."));
    }

    /** Why steps that are a graph cannot be carried out at all; empty when they can, and for a line of steps. */
    public Optional<Fault> faultOfGraph(List<Procedure.Step> steps) {
        return Procedure.areGraph(steps) && !tools.containsKey(PlanResult.TOOL)
                ? Optional.of(new Fault(
                        null,
                        "its steps are a graph, which takes the tool " + PlanResult.TOOL
                                + ", and that is not available here."))
                : Optional.empty();
    }

    /**
     * Why a step cannot be made.
     *
     * @param argument the one that the tool does not have; null when there is no such tool
     * @param reason a sentence that begins in lower case
     */
    public record Fault(@Nullable String argument, String reason) {}
}
