package dev.walden.reasoning;

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
    private final Map<String, Arguments> tools = new HashMap<>();

    /** With the tools that can be called now. */
    public StepCheck(List<ToolDescriptor> tools) {
        tools.forEach(tool -> this.tools.put(tool.name(), Arguments.of(tool)));
    }

    /** The first thing that is wrong with a step; empty when it can be tried. */
    public Optional<Fault> fault(Procedure.Step step) {
        Arguments taken = tools.get(step.tool());
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

    /**
     * Why a step cannot be made.
     *
     * @param argument the one that the tool does not have; null when there is no such tool
     * @param reason a sentence that begins in lower case
     */
    public record Fault(@Nullable String argument, String reason) {}

    /**
     * What the schema of a tool says of its arguments.
     *
     * @param closed whether it takes no others
     */
    private record Arguments(List<String> names, boolean closed) {

        static Arguments of(ToolDescriptor tool) {
            Map<String, @Nullable Object> schema =
                    JsonText.object(tool.inputSchema()).orElse(Map.of());
            List<String> names = schema.get("properties") instanceof Map<?, ?> properties
                    ? properties.keySet().stream().map(String::valueOf).toList()
                    : List.of();
            boolean others = schema.containsKey("patternProperties");
            return new Arguments(names, Boolean.FALSE.equals(schema.get("additionalProperties")) && !others);
        }

        boolean has(String name) {
            return !closed || names.contains(name);
        }

        String list() {
            return names.isEmpty() ? "none" : String.join(", ", names);
        }
    }
}
