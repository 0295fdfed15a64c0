package dev.walden.activity;

import dev.walden.activity.TaskEvent.ReasoningStarted;

/**
 * That an engine is about to be asked, as part of the record of what came before.
 *
 * @param engine the first one that is tried
 * @param prompt the prompt's version and digest, with a space between
 * @param tokens what the call may use
 */
public record Asked(String engine, String prompt, long tokens) {

    /** Refuses what is not both. */
    public Asked {
        if (prompt.indexOf(' ') < 0) {
            throw new IllegalArgumentException("A prompt has a version, a space and a digest; found: " + prompt);
        }
    }

    /** The same, said shorter. */
    public static Asked of(ReasoningStarted started) {
        return new Asked(
                started.engine(), started.promptVersion() + " " + started.promptDigest(), started.reservedTokens());
    }

    /** The same as an event of its own. */
    ReasoningStarted by(TaskId task) {
        int space = prompt.lastIndexOf(' ');
        return new ReasoningStarted(task, engine, prompt.substring(0, space), prompt.substring(space + 1), tokens);
    }
}
