package dev.walden.reasoning.scripted;

import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One step of a script file. */
final class StepFields {

    private static final Set<String> KINDS = Set.of("tools", "answer", "refusal", "unavailable");

    private StepFields() {}

    static ScriptStep read(Fields step, Duration latency) {
        step.only(Set.of("text", "tools", "answer", "sources", "refusal", "unavailable", "repeat", "latency", "usage"));
        int repeat = step.integer("repeat").orElse(1);
        if (repeat < 1) {
            throw step.wrong("repeat is 1 or more");
        }
        return new ScriptStep(content(step), repeat, step.duration("latency").orElse(latency), usage(step));
    }

    private static ScriptStep.Content content(Fields step) {
        List<String> kinds = KINDS.stream().filter(step::has).toList();
        if (kinds.size() != 1) {
            throw step.wrong("a step has exactly one of tools, answer, refusal and unavailable");
        }
        return switch (kinds.getFirst()) {
            case "tools" -> new ScriptStep.Tools(step.string("text").orElse(""), calls(step));
            case "answer" -> new ScriptStep.Answer(step.required("answer"), step.strings("sources"));
            case "refusal" -> new ScriptStep.Refusal(step.required("refusal"));
            default -> new ScriptStep.Unavailable(step.required("unavailable"));
        };
    }

    private static List<ScriptStep.Call> calls(Fields step) {
        List<ScriptStep.Call> calls =
                step.objects("tools").stream().map(StepFields::call).toList();
        if (calls.isEmpty()) {
            throw step.wrong("tools has at least one call");
        }
        return calls;
    }

    private static ScriptStep.Call call(Fields call) {
        call.only(Set.of("tool", "arguments", "malformed"));
        Optional<Fields> arguments = call.object("arguments");
        return new ScriptStep.Call(
                call.required("tool"),
                arguments.map(Fields::json).orElse(Map.of()),
                call.string("malformed").orElse(null));
    }

    private static TokenUsage usage(Fields step) {
        return step.object("usage")
                .map(usage -> {
                    usage.only(Set.of("input", "output"));
                    return new TokenUsage(
                            usage.integer("input").orElse(0),
                            usage.integer("output").orElse(0));
                })
                .orElse(TokenUsage.ZERO);
    }
}
