package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.memory.procedure.ProcedureException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.reasoning.Procedure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives a procedure with its inputs filled in. It does nothing: each step is a call of its own, with its own policy. */
final class UseSkillTool implements Tool {

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
            Procedure.TOOL,
            "Gets a procedure by its name, with the given inputs filled in: its instructions, and its steps as tool calls for you to"
                    + " make, one after the other or, where they say so, as one plan. Does none of them itself.",
            """
            {"type":"object","properties":{
              "name":{"type":"string","pattern":"^[a-z0-9-]{1,64}$","description":"of the procedure"},
              "inputs":{"type":"object","additionalProperties":{"type":["string","number","boolean"]},"maxProperties":20,
                "description":"by name; leave out those with a default"}},
             "required":["name"],"additionalProperties":false}""",
            SideEffect.NONE,
            Duration.ofSeconds(10));

    private final Supplier<Procedures> procedures;

    UseSkillTool(Supplier<Procedures> procedures) {
        this.procedures = procedures;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
        try {
            var found = procedures.get().get(new Space(context.space()), input.string(Procedure.NAME));
            String text = found.definition().with(inputs(input)).text();
            return new ToolOutput(text, found.trusted());
        } catch (ProcedureException e) {
            throw ToolException.trusted(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, @Nullable Object> inputs(ToolInput input) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        if (input.values().get(Procedure.INPUTS) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> inputs.put(String.valueOf(name), value));
        }
        return inputs;
    }
}
