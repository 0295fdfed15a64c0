package dev.walden.reasoning.rules;

import dev.walden.conversation.Message;
import dev.walden.conversation.PlanResult;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.Procedure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said at the end of a run whose steps are a graph. Immutable. */
record GraphEnd(Procedure procedure) {

    /** The end of the run, by what came of the plan. */
    Reply reply(Message.ToolResult result) {
        RunReply reply = new RunReply(procedure);
        Optional<PlanResult> told = PlanResult.of(result.text());
        if (told.isEmpty() && !result.succeeded()) {
            return reply.notBegun(": " + result.text().strip());
        }
        Map<String, PlanResult.Step> ended = new HashMap<>();
        told.ifPresent(plan -> plan.steps().forEach(step -> ended.put(step.name(), step)));
        if (!ended.keySet().equals(names())) {
            return new Reply.Refusal(
                    "I cannot tell how " + procedure.name() + " went: what I got tells of other steps.");
        }
        for (int i = 0; i < procedure.steps().size(); i++) {
            PlanResult.Step step = ended.get(procedure.steps().get(i).name());
            if (step != null && !step.succeeded() && step.end() instanceof PlanResult.Made made) {
                return reply.stopped(i, made.text());
            }
        }
        return reply.ran(last(ended));
    }

    private Set<String> names() {
        return procedure.steps().stream().map(Procedure.Step::name).collect(Collectors.toSet());
    }

    /** What was answered by those that no other comes after. */
    private List<RunReply.Said> last(Map<String, PlanResult.Step> ended) {
        Set<String> before = new HashSet<>();
        procedure.steps().forEach(step -> before.addAll(step.before()));
        List<RunReply.Said> last = new ArrayList<>();
        for (Procedure.Step step : procedure.steps()) {
            PlanResult.Step end = ended.get(step.name());
            if (!before.contains(step.name()) && end != null && end.end() instanceof PlanResult.Made made) {
                last.add(new RunReply.Said(step.name(), made.text()));
            }
        }
        return last;
    }
}
