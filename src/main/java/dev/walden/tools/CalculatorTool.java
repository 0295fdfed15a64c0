package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;

/** Arithmetic that is right: exact decimals, and an honest remark where there are none. Thread-safe. */
final class CalculatorTool implements Tool {

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of("calculator", """
            Works out an arithmetic expression exactly and answers with the number. Knows + - * / ^, % as modulo (10 % 3) and as \
            percent (17% of 200, 5%), parentheses, thousands separators (1,234.5) and sqrt(x), abs(x), round(x, places), \
            min(a, b, ...), max(a, b, ...). The result of a modulo has the sign of the first number. Use it for every calculation.""", """
            {"type":"object","properties":{"expression":{"type":"string","minLength":1,"maxLength":1000,
            "description":"for example (17 * 23 + 4) / 5"}},"required":["expression"],"additionalProperties":false}""", SideEffect.NONE, Duration.ofSeconds(5));

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        return ToolOutput.trusted(
                Expression.evaluate(input.string("expression")).toString());
    }
}
