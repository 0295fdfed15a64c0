package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.reasoning.Instructions;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine that is asked to put older episodes in its own words. These go to it as words from outside, clipped, and it has no tools.
 * One call at a time.
 */
final class SummaryEngine {

    /** One call that writes a summary, retries included. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Of all episodes of one call together, about. */
    private static final int MOST_CHARACTERS = 24_000;

    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(SummaryEngine.class);

    private final String name;
    private final ReasoningGateway gateway;
    private final Duration atMost;
    private final Supplier<UpkeepCalls> calls;
    private final Instructions instructions = Instructions.load("summary-1");

    /**
     * One of the configured.
     *
     * @param atMost time for one call, retries included
     * @param calls pays for them; asked for when there is one to make
     */
    SummaryEngine(String name, ReasoningGateway gateway, Duration atMost, Supplier<UpkeepCalls> calls) {
        this.name = name;
        this.gateway = gateway;
        this.atMost = atMost;
        this.calls = calls;
    }

    String name() {
        return name;
    }

    String promptVersion() {
        return instructions.version();
    }

    /** What it says of episodes of a space, which pays for it. */
    Reasoned ask(Space space, List<Episode> episodes, Upkeep.Rest rest) throws InterruptedException {
        Prompt prompt = prompt(episodes);
        return calls.get()
                .make(space, name, promptVersion(), gateway.sendingAlone(prompt, name), () -> ask(prompt, rest));
    }

    /**
     * The call is made on another thread, which is interrupted at the end of the rest; this one reads and writes memory and must not be.
     * Empty when the call broke: nobody knows whether an answer had been paid for.
     */
    private Optional<Reasoned> ask(Prompt prompt, Upkeep.Rest rest) throws InterruptedException {
        FutureTask<Reasoned> call = new FutureTask<>(() -> gateway.ask(prompt, name, atMost));
        Thread.ofPlatform().name("memory-summary").daemon(true).start(call); // of this thread's priority, the lowest
        try {
            while (!rest.endsWithin(Duration.ZERO)) {
                try {
                    return Optional.of(call.get(LOOK.toNanos(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException _) { // the gateway ends it in time
                }
            }
            throw new InterruptedException("Memory stops.");
        } catch (ExecutionException defect) {
            LOG.atWarn().setCause(defect).addKeyValue("engine", name).log("engine broke");
            return Optional.empty();
        } finally {
            call.cancel(true);
        }
    }

    private Prompt prompt(List<Episode> episodes) {
        int share = MOST_CHARACTERS / episodes.size();
        List<RecalledItem> items = episodes.stream()
                .map(episode -> new RecalledItem(
                        episode.id(), ItemKind.EPISODE.code(), words(episode, share), episode.seq(), false))
                .toList();
        Message counts = new Message.User(SummaryText.head(episodes));
        return new Prompt(instructions.version(), instructions.text(), items, List.of(counts), List.of());
    }

    private static String words(Episode episode, int share) {
        String lesson = episode.lesson();
        return SummaryText.day(episode.endedAt()) + ", " + episode.outcome()
                + "\n" + TaskTable.clipped(episode.goal(), share / 3)
                + "\n" + TaskTable.clipped(episode.answer(), share / 2)
                + (lesson == null ? "" : "\n" + TaskTable.clipped(lesson, share / 6));
    }
}
