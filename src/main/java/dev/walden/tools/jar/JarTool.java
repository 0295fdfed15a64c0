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
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginSchema;
import dev.walden.tools.plugins.PluginTool;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tool of a jar: what it says of itself it said once, and what it tells is not trusted. As thread-safe as the tool. */
final class JarTool implements PluginTool {

    private static final Duration PROMPTLY = Duration.ofSeconds(1);

    private final Tool tool;
    private final ToolDescriptor descriptor;
    private final Map<String, @Nullable Object> inputSchema;
    private final boolean sendsKeyAlways;
    private final PluginFile jar;
    private final PromptAnswers answers;

    private JarTool(
            Tool tool,
            ToolDescriptor descriptor,
            Map<String, @Nullable Object> inputSchema,
            PluginFile jar,
            PromptAnswers answers) {
        this.tool = tool;
        this.descriptor = descriptor;
        this.inputSchema = inputSchema;
        this.sendsKeyAlways = tool.sendsKeyAlways();
        this.jar = jar;
        this.answers = answers;
    }

    static JarTool of(Tool tool, PluginFile jar) {
        return of(tool, jar, new PromptAnswers(PROMPTLY));
    }

    /** @param answers by whom it is asked what should be known at once */
    static JarTool of(Tool tool, PluginFile jar, PromptAnswers answers) {
        ToolDescriptor said = Objects.requireNonNull(tool.descriptor(), "its descriptor");
        Set<Capability> needed = EnumSet.of(Capability.JAR_PLUGIN);
        needed.addAll(said.capabilities());
        return new JarTool(tool, said.needing(needed.toArray(Capability[]::new)), inputSchema(said, jar), jar, answers);
    }

    private static Map<String, @Nullable Object> inputSchema(ToolDescriptor said, PluginFile jar) {
        try {
            return PluginSchema.of(said.inputSchema());
        } catch (IllegalArgumentException e) {
            throw jar.wrong("The input schema of its tool " + said.name() + " must be " + PluginSchema.EXPECTED
                    + "; found: " + e.getMessage());
        }
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public PluginFile file() {
        return jar;
    }

    @Override
    public Map<String, @Nullable Object> inputSchema() {
        return inputSchema;
    }

    @Override
    public String origin() {
        return jar.fileName() + ", " + tool.getClass().getName();
    }

    @Override
    public SideEffect sideEffect(ToolInput input) {
        return answers.to(() -> tool.sideEffect(input)).orElse(SideEffect.UNSAFE);
    }

    @Override
    public Duration keyLifetime(ToolInput input) {
        return answers.to(() -> tool.keyLifetime(input)).orElse(descriptor.keyLifetime());
    }

    @Override
    public boolean sendsKeyAlways() {
        return sendsKeyAlways;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(tool.getClass().getClassLoader());
        try {
            ToolOutput said = tool.call(input, context);
            return ToolOutput.untrusted(said.text()).with(said.attachments());
        } catch (ToolException e) {
            throw ToolException.untrusted(String.valueOf(e.getMessage()), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
