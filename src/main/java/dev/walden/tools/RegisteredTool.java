package dev.walden.tools;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import dev.walden.tools.plugins.PluginTool;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tool with its compiled schema and what configuration says of it. Immutable.
 *
 * @param meter under which name its calls are counted
 */
record RegisteredTool(
        Tool tool, ToolDescriptor descriptor, InputSchema schema, Optional<SideEffectOverride> override, String meter) {

    /**
     * Reads what a tool says of itself.
     *
     * @throws IllegalArgumentException when its schema is broken
     * @throws UnbelievableOverrideException when it is to be believed keyed and sends no key
     */
    static RegisteredTool of(Tool tool, Optional<SideEffectOverride> override) {
        ToolDescriptor descriptor = tool.descriptor();
        if (descriptor.sideEffect() != SideEffect.KEYED
                && !tool.sendsKeyAlways()
                && override.map(SideEffectOverride::toKeyed).orElse(false)) {
            // Believed, it would be called a second time after a crash with no key that stops the second effect.
            throw new UnbelievableOverrideException(
                    descriptor.name(),
                    "walden.tools.overrides." + descriptor.name() + " says keyed, but the"
                            + " tool itself says " + descriptor.sideEffect().code()
                            + " and so sends no idempotency key with"
                            + " every call. Choose another class; http_request sends one below walden.tools.http.keyed-prefixes.");
        }
        return new RegisteredTool(
                tool,
                descriptor,
                tool instanceof PluginTool plugin
                        ? InputSchema.foreign(plugin.inputSchema())
                        : InputSchema.compile(descriptor.name(), descriptor.inputSchema()),
                override,
                descriptor.name());
    }

    /** A tool whose schema somebody outside wrote and that has been found to be one: checks with it are bounded. */
    static RegisteredTool foreign(ToolSource.Sourced from, Optional<SideEffectOverride> override) {
        Tool tool = from.tool();
        return new RegisteredTool(
                tool, tool.descriptor(), InputSchema.foreign(from.inputSchema()), override, from.meter());
    }

    /** What is wrong with these arguments, for the model; empty when they fit. */
    Optional<String> complaint(Map<String, @Nullable Object> arguments) {
        return schema.complaint(arguments)
                .map(why -> "The arguments of " + descriptor.name() + " do not fit its schema: " + why);
    }

    /** The class of a call whose arguments do not say otherwise. */
    SideEffect declaredSideEffect() {
        return override.map(SideEffectOverride::sideEffect).orElse(descriptor.sideEffect());
    }

    /** A tool that breaks when asked for the class of a call has not said that anything is safe. */
    SideEffect sideEffect(ToolInput input) {
        return override.map(SideEffectOverride::sideEffect)
                .orElseGet(() -> asked(() -> tool.sideEffect(input), SideEffect.UNSAFE));
    }

    Duration keyLifetime(ToolInput input) {
        if (sideEffect(input) != SideEffect.KEYED) {
            return Duration.ZERO;
        }
        return override.map(SideEffectOverride::keyLifetime)
                .orElseGet(() -> asked(() -> tool.keyLifetime(input), descriptor.keyLifetime()));
    }

    /** What the tool says; it is asked outside of a call, where nobody would record that it broke. */
    private static <T> T asked(Supplier<T> question, T otherwise) {
        try {
            return Objects.requireNonNullElse(question.get(), otherwise);
        } catch (Throwable _) { // a plugin may break with anything, also with a class that is missing
            return otherwise;
        }
    }

    ToolOutput call(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        return Objects.requireNonNull(tool.call(input, context), "the tool returned null");
    }

    /** What is to be thrown about it; names the file of one that came from a file. */
    RuntimeException wrong(String what) {
        return tool instanceof PluginTool plugin ? plugin.file().wrong(what) : new IllegalArgumentException(what);
    }

    /** Where it comes from, for people who look for it. */
    String origin() {
        return tool instanceof PluginTool plugin
                ? plugin.origin()
                : tool.getClass().getName();
    }
}
