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
 * Replays replies from a file. Which one depends on how many replies the task has had, so the engine has no state and any
 * number of tasks can use it at the same time. The file is YAML (or JSON, which is YAML too):
 *
 * <pre>
 * latency: 200ms                # before each reply; optional
 * scripts:                      # the first one whose match is found in the task's input
 *   - match: "(?i)weather in"   # a regular expression; without it: every task
 *     steps:                    # the task's first reply, its second, …
 *       - text: Let me see.     # said along with the calls; optional
 *         tools:
 *           - tool: http_request
 *             arguments: {method: GET, url: "https://example.org/{{step}}"}
 *           - tool: clock
 *             malformed: "{zone:"   # arguments that are no JSON object, as models sometimes send
 *         repeat: 5             # this reply five times; optional
 *         latency: 1s           # instead of the file's; optional
 *       - answer: "It is {{result}}."
 *         sources: [item-1]     # optional
 *         usage: {input: 900, output: 20}   # tokens; optional
 *   - steps:
 *       - refusal: I will not do that.
 *   - match: outage
 *     steps:
 *       - unavailable: engine_error   # fails with this code, without retries
 * </pre>
 *
 * A step has exactly one of {@code tools}, {@code answer}, {@code refusal} and {@code unavailable}. In every string below a
 * step, <code>{{input}}</code> is the task's input, <code>{{step}}</code> the number of the reply, beginning with 1, and
 * <code>{{result}}</code> the text of the latest tool result.
 *
 * <p>A file whose name ends in {@code .jsonl} holds one step a line, for every task. A task that asks for more replies
 * than its script has gets none: {@code script_exhausted}; one that no script matches: {@code script_unmatched}.
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
