package dev.walden.activity;

import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.conversation.Cost;
import org.jspecify.annotations.Nullable;

/**
 * That an engine is about to be asked, as part of the record of what came before.
 *
 * @param engine the wanted one, which is tried first unless another takes the task
 * @param version of the prompt
 * @param digest of the prompt
 * @param tokens what the call may use
 * @param cost what it may cost
 * @param cut what of the whole prompt is not sent; null for nothing
 */
public record Asked(
        String engine,
        String version,
        String digest,
        long tokens,
        Cost cost,
        @Nullable String cut) {

    private static final String BEHIND = "/";

    /** Refuses what its text would not tell apart. */
    public Asked {
        if (version.indexOf(' ') >= 0 || digest.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "A prompt's version and digest have no spaces; found: " + version + ", " + digest);
        }
        if (cut != null && (cut.isEmpty() || cut.contains(" ") || cut.contains(BEHIND))) {
            throw new IllegalArgumentException("A prompt's cut has no spaces and no slashes; found: " + cut);
        }
    }

    /** Of a whole prompt. */
    public Asked(String engine, String version, String digest, long tokens, Cost cost) {
        this(engine, version, digest, tokens, cost, null);
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
                started.reservedCost(),
                started.cut());
    }

    /** The same as an event of its own. */
    ReasoningStarted by(TaskId task) {
        return new ReasoningStarted(task, engine, version, digest, tokens, cost, cut);
    }

    /**
     * As the log has it: engine, version, digest and tokens, with spaces between; of these only the engine's name may have some. A cost
     * follows the tokens behind a slash, and a cut behind another one; where there is no cost, nothing is between the two.
     */
    String text() {
        String costing = cost.isNone() && cut == null ? "" : BEHIND + (cost.isNone() ? "" : cost.toString());
        return engine + " " + version + " " + digest + " " + tokens + costing + (cut == null ? "" : BEHIND + cut);
    }

    static Asked parse(String text) {
        int tokens = text.lastIndexOf(' ');
        int digest = text.lastIndexOf(' ', tokens - 1);
        int version = text.lastIndexOf(' ', digest - 1);
        if (version < 0) {
            throw new IllegalArgumentException("Engine, version, digest and tokens were expected; found: " + text);
        }
        String[] numbers = text.substring(tokens + 1).split(BEHIND, 3);
        return new Asked(
                text.substring(0, version),
                text.substring(version + 1, digest),
                text.substring(digest + 1, tokens),
                Long.parseLong(numbers[0]),
                numbers.length < 2 || numbers[1].isEmpty() ? Cost.NONE : Cost.parse(numbers[1]),
                numbers.length < 3 ? null : numbers[2]);
    }
}
