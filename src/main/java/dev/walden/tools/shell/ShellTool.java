package dev.walden.tools.shell;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Runs one allowed command in the workspace. Thread-safe. A command that ended, whatever its exit code, is a success of the call, and so
 * is one that was killed when its time was over: what it did until then is done, and the model is told. One that is interrupted
 * has an unknown outcome.
 */
final class ShellTool implements Tool {

    /** Time for the tool to tell its outcome itself, before the caller stops waiting. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private static final String SCHEMA = """
            {"type":"object","properties":{"command":{"type":"array","minItems":1,"maxItems":256,
            "items":{"type":"string","maxLength":8192,"pattern":"^[^\\\\u0000]*$"},
            "description":"the name of the command, then its arguments, one an element"}},
            "required":["command"],"additionalProperties":false}""";

    private final AllowedCommands allowed;
    private final Sandbox sandbox;
    private final Workspaces workspaces;
    private final Duration atMost;
    private final InstantSource time;
    private final ToolDescriptor descriptor;

    /**
     * A tool for these commands.
     *
     * @param workspaces the folder that holds one for each space
     * @param atMost how long a command may run
     */
    ShellTool(AllowedCommands allowed, Sandbox sandbox, Workspaces workspaces, Duration atMost, InstantSource time) {
        this.allowed = allowed;
        this.sandbox = sandbox;
        this.workspaces = workspaces;
        this.atMost = atMost;
        this.time = time;
        this.descriptor = ToolDescriptor.of(
                        "shell",
                        "Runs a command in the workspace and answers with its exit code, standard output and standard error. The"
                                + " command and its arguments are a list; no shell reads it, so no pipes, globs, variables or"
                                + " redirections. It has no input. Allowed commands: " + allowed.names() + ".",
                        SCHEMA,
                        SideEffect.UNSAFE,
                        atMost.plus(MARGIN).plusSeconds(2))
                .needing(Capability.SHELL);
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        List<String> words = words(input);
        List<String> line = allowed.line(words)
                .orElseThrow(() -> ToolException.trusted(
                        "The command is not allowed and was not run. Allowed are, by these names: " + allowed.names()
                                + "."));
        Duration left = Duration.between(time.instant(), context.deadline()).minus(MARGIN);
        Duration limit = left.compareTo(atMost) < 0 ? left : atMost;
        if (!limit.isPositive()) {
            throw ToolException.trusted("The command was not run: too little time was left.");
        }
        try {
            Path folder = folder(context.space());
            return ToolOutput.untrusted(told(new CommandRun(sandbox.wrapped(line, folder), folder).run(limit), limit));
        } catch (IOException e) {
            throw ToolException.trusted(
                    "The command could not be started: " + e.getClass().getSimpleName() + ".", e);
        }
    }

    private static List<String> words(ToolInput input) {
        return input.values().get("command") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("");
    }

    private Path folder(String space) throws IOException {
        Path folder = workspaces.folder(space);
        Files.createDirectories(workspaces.root());
        if (Files.isSymbolicLink(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Files.createDirectories(folder);
        return folder.toRealPath();
    }

    private static String told(CommandRun.Ended ended, Duration limit) {
        StringBuilder text = new StringBuilder(
                ended.exitCode().isPresent()
                        ? "exit code " + ended.exitCode().getAsInt()
                        : "killed after " + limit.toMillis()
                                + " ms, the time it may take; what it did until then is done");
        append(text, "standard output", ended.output());
        append(text, "standard error", ended.errors());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String told) {
        if (!told.isEmpty()) {
            text.append("\n[").append(name).append("]\n").append(told);
        }
    }
}
