package dev.walden.tools.jar;

import dev.walden.plugin.Capability;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.plugins.PluginTool;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** A tool of a jar: what it says of itself it said once, and what it tells is not trusted. As thread-safe as the tool. */
final class JarTool implements PluginTool {

    private final Tool tool;
    private final ToolDescriptor descriptor;
    private final String origin;

    private JarTool(Tool tool, ToolDescriptor descriptor, String origin) {
        this.tool = tool;
        this.descriptor = descriptor;
        this.origin = origin;
    }

    static JarTool of(Tool tool, String jar) {
        ToolDescriptor said = Objects.requireNonNull(tool.descriptor(), "its descriptor");
        Set<Capability> needed = EnumSet.of(Capability.JAR_PLUGIN);
        needed.addAll(said.capabilities());
        return new JarTool(
                tool,
                said.needing(needed.toArray(Capability[]::new)),
                jar + ", " + tool.getClass().getName());
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public SideEffect sideEffect(ToolInput input) {
        return tool.sideEffect(input);
    }

    @Override
    public Duration keyLifetime(ToolInput input) {
        return tool.keyLifetime(input);
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(tool.getClass().getClassLoader());
        try {
            return ToolOutput.untrusted(tool.call(input, context).text());
        } catch (ToolException e) {
            throw ToolException.untrusted(String.valueOf(e.getMessage()), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
