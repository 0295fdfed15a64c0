package dev.walden.activity;

import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Cost;

/**
 * That an engine is about to be asked, as part of the record of what came before.
 *
 * @param engine the wanted one, which is tried first unless another takes the task
 * @param version of the prompt
 * @param digest of the prompt
 * @param tokens what the call may use
 * @param cost what it may cost
 */
public record Asked(String engine, String version, String digest, long tokens, Cost cost) {

    private static final char COSTING = '/';

    /** Refuses what its text would not tell apart. */
    public Asked {
        if (version.indexOf(' ') >= 0 || digest.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "A prompt's version and digest have no spaces; found: " + version + ", " + digest);
        }
    }

    /** Of engines that cost nothing. */
    public Asked(String engine, String version, String digest, long tokens) {
        this(engine, version, digest, tokens, Cost.NONE);
    }

    /** The same, said shorter. */
    public static Asked of(ReasoningStarted started) {
        return new Asked(
                started.engine(),
                started.promptVersion(),
                started.promptDigest(),
                started.reservedTokens(),
                started.reservedCost());
    }

    /** The same as an event of its own. */
    ReasoningStarted by(TaskId task) {
        return new ReasoningStarted(task, engine, version, digest, tokens, cost);
    }

    /**
     * As the log has it: engine, version, digest and tokens, with spaces between; of these only the engine's name may have some. A cost
     * follows the tokens behind a slash.
     */
    String text() {
        return engine + " " + version + " " + digest + " " + tokens + (cost.isNone() ? "" : COSTING + cost.toString());
    }

    static Asked parse(String text) {
        int tokens = text.lastIndexOf(' ');
        int digest = text.lastIndexOf(' ', tokens - 1);
        int version = text.lastIndexOf(' ', digest - 1);
        if (version < 0) {
            throw new IllegalArgumentException("Engine, version, digest and tokens were expected; found: " + text);
        }
        int slash = text.indexOf(COSTING, tokens);
        return new Asked(
                text.substring(0, version),
                text.substring(version + 1, digest),
                text.substring(digest + 1, tokens),
                Long.parseLong(text.substring(tokens + 1, slash < 0 ? text.length() : slash)),
                slash < 0 ? Cost.NONE : Cost.parse(text.substring(slash + 1)));
    }
}
