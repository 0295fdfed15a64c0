package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.SummaryAuthor;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an engine write summaries, where one is configured. Whatever comes of a call but a short answer leaves the summary to be a
 * quotation: it is counted, and told once a round for each reason. Confined to the thread of the upkeep.
 */
public final class SummaryWriter {

    /** Summaries of one round when an engine is configured; the next round goes on. */
    static final int MOST_A_ROUND = 50;

    /** Characters of an answer, as many as are quoted. */
    static final int LONGEST = 1_600;

    /** An engine that gave no reply so often in a round is not asked again in it. */
    static final int PATIENCE = 3;

    private static final Logger LOG = LoggerFactory.getLogger(SummaryWriter.class);

    private final Optional<SummaryEngine> engine;
    private final MemoryMetrics metrics;
    private final Set<String> told = new HashSet<>();
    private int left = MOST_A_ROUND;
    private int unavailable;

    /** Asks this engine, or none. */
    SummaryWriter(Optional<SummaryEngine> engine, MemoryMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    /** A round begins. */
    void begin() {
        left = MOST_A_ROUND;
        unavailable = 0;
        told.clear();
    }

    /** Whether what is left is for the next round. */
    boolean isOver() {
        return engine.isPresent() && left <= 0;
    }

    /** The engine's words; empty when episodes are to be quoted. */
    Optional<Written> write(Space space, List<Episode> episodes, Upkeep.Rest rest) throws InterruptedException {
        if (engine.isEmpty()) {
            return Optional.empty();
        }
        left--;
        Optional<Written> written =
                unavailable < PATIENCE ? ask(engine.get(), space, episodes, rest) : Optional.empty();
        if (written.isEmpty()) {
            metrics.quotedInstead();
        }
        return written;
    }

    private Optional<Written> ask(SummaryEngine asked, Space space, List<Episode> episodes, Upkeep.Rest rest)
            throws InterruptedException {
        Reasoned reasoned = asked.ask(space, episodes, rest);
        return switch (reasoned.reply()) {
            case Reply.Answer(var text, var _) when text.isBlank() -> none(space, "empty");
            case Reply.Answer(var text, var _) when text.strip().length() > LONGEST -> none(space, "too_long");
            case Reply.Answer(var text, var _) ->
                Optional.of(new Written(
                        text.strip(), new SummaryAuthor(reasoned.engine(), asked.promptVersion(), reasoned.usage())));
            case Reply.UseTools _ -> none(space, "tools_wanted");
            case Reply.Refusal _ -> none(space, "refused");
            case Reply.Unavailable(var code, var _) -> {
                unavailable += code.equals(UpkeepCalls.BUDGET_EXHAUSTED) ? 0 : 1; // another space may have more
                yield none(space, code);
            }
        };
    }

    private Optional<Written> none(Space space, String code) {
        if (told.add(code)) {
            LOG.atWarn()
                    .addKeyValue("engine", engine.map(SummaryEngine::name).orElse(""))
                    .addKeyValue("space", space.name())
                    .addKeyValue("code", code)
                    .log("engine wrote no summary, episodes are quoted instead");
        }
        return Optional.empty();
    }

    /** An answer that can be a summary. */
    record Written(String text, SummaryAuthor author) {}
}
