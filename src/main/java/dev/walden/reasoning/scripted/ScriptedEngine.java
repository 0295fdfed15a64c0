package dev.walden.reasoning.scripted;

import dev.walden.conversation.Message;
import dev.walden.reasoning.Engine;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.TaskSoFar;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Replays replies from a file, whose form docs/engines.md has. Which one depends on how many replies the task has had, so the engine has no
 * state and any number of tasks can use it at the same time. A task that asks for more replies than its script has gets none: {@code
 * script_exhausted}; one that no script matches: {@code script_unmatched}.
 */
public final class ScriptedEngine implements Engine {

    private final String name;
    private final Script script;

    private ScriptedEngine(String name, Script script) {
        this.name = name;
        this.script = script;
    }

    /**
     * Reads the whole file once.
     *
     * @param latency for replies where neither step nor file says otherwise
     * @throws IllegalArgumentException when the file is missing or not as described; the message says where
     */
    public static ScriptedEngine load(String name, Path file, Duration latency) {
        return new ScriptedEngine(name, ScriptFile.read(file, latency));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost) throws EngineException, InterruptedException {
        TaskSoFar task = TaskSoFar.of(prompt);
        ScriptStep step = script.step(task.input(), task.replies());
        if (step.latency().compareTo(atMost) > 0) {
            Thread.sleep(atMost);
            throw EngineException.timedOut("Engine " + name + " had no time for its scripted latency.");
        }
        Thread.sleep(step.latency());
        Placeholders placeholders = new Placeholders(task.input(), task.replies() + 1, latestResult(task));
        return new Reasoned(name, step.reply(placeholders, task.calls()), step.usage());
    }

    private static String latestResult(TaskSoFar task) {
        return task.steps().reversed().stream()
                .filter(Message.ToolResult.class::isInstance)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }
}
