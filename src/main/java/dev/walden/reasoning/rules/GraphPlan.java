package dev.walden.reasoning.rules;

import dev.walden.conversation.PlanResult;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one plan that carries out a procedure whose steps are a graph. */
final class GraphPlan {

    private GraphPlan() {}

    /** The call with all steps. Gaps stay as they are: who carries out the plan fills them. */
    static Want of(Procedure procedure) {
        List<Object> steps = new ArrayList<>();
        for (Procedure.Step step : procedure.steps()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("name", step.name());
            members.put("tool", step.tool());
            members.put("arguments", step.arguments());
            List<String> after = step.after();
            if (after != null && !after.isEmpty()) {
                members.put("after", after);
            }
            steps.add(members);
        }
        return new Want(PlanResult.TOOL, Map.of(PlanResult.STEPS, steps));
    }
}
