package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A tool that does what a test says. */
record ScriptedTool(ToolDescriptor descriptor, Body body) implements Tool {

    static final String ANY_OBJECT = "{\"type\":\"object\"}";

    /** What the tool does. */
    interface Body {
        @Nullable
        ToolOutput call() throws Throwable;
    }

    static ScriptedTool of(SideEffect sideEffect, Body body) {
        return of("scripted", ANY_OBJECT, sideEffect, body);
    }

    static ScriptedTool of(String name, String schema, SideEffect sideEffect, Body body) {
        return new ScriptedTool(ToolDescriptor.of(name, "", schema, sideEffect, Duration.ofSeconds(10)), body);
    }

    @Override
    @SuppressWarnings("NullAway") // A plugin without null checks may return null; that is what some tests are about.
    public ToolOutput call(ToolInput input, ToolContext context) {
        try {
            return body.call();
        } catch (Throwable e) {
            throw ScriptedTool.<RuntimeException>sneaky(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The compiler is to take any exception for E.
    private static <E extends Throwable> E sneaky(Throwable e) throws E {
        throw (E) e;
    }
}
