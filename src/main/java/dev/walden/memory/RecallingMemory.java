package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.Views;
import dev.walden.conversation.RecalledItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Memory for tasks: searches with the task's input, and adds the session's recent turns. */
final class RecallingMemory implements TaskMemory {

    private static final WorkingMemory.Turns NO_TURNS = new WorkingMemory.Turns(0, List.of(), null);
    private static final int CANDIDATES = 50;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final RestoredWords words;
    private final OfferBook offers;
    private final RoutedSearch search;
    private final WorkingMemory working;
    private final Procedures procedures;
    private final RuleBook rules;
    private final int recallTokens;

    RecallingMemory(
            ActivityLog log,
            Views views,
            RoutedSearch search,
            WorkingMemory working,
            Procedures procedures,
            RuleBook rules,
            int recallTokens) {
        this.log = log;
        this.words = new RestoredWords(views, new LearnedWords(log::read));
        this.offers = new OfferBook(log, views);
        this.search = search;
        this.working = working;
        this.procedures = procedures;
        this.rules = rules;
        this.recallTokens = recallTokens;
    }

    @Override
    public Optional<String> runAskedFor(Space space, String words) {
        return procedures.decided(space, words);
    }

    @Override
    public Context gather(TaskSubmitted asked) throws InterruptedException {
        Optional<Offer> run = procedures.toRun(asked);
        SpaceRules ofSpace = rules.of(asked.space()).orElse(null);
        if (run.isEmpty()) {
            return whatMatters(asked, ofSpace);
        }
        String recorded = offers.recorded(List.of(run.get()));
        return new Context(List.of(), List.of(), List.of(run.get().told()), null, null, ofSpace, recorded);
    }

    private Context whatMatters(TaskSubmitted asked, @Nullable SpaceRules ofSpace) throws InterruptedException {
        MemorySearch.Found found = search.forTask(MemoryQuery.of(asked.space(), asked.input(), CANDIDATES));
        String vectors =
                found.vectorUse() == VectorUse.OFF ? null : found.vectorUse().code();
        WorkingMemory.Turns turns = turns(asked);
        List<Offer> offered = procedures.offered(asked);
        return new Context(
                Packing.of(found, recallTokens),
                turns.turns(),
                offered.stream().map(Offer::told).toList(),
                vectors,
                turns.earlier(),
                ofSpace,
                offers.recorded(offered));
    }

    /** A session that is named after the task begins with it: nothing has to be waited for to know that there are none. */
    private WorkingMemory.Turns turns(TaskSubmitted asked) throws InterruptedException {
        if (asked.session().equals(asked.task().value())) {
            return NO_TURNS;
        }
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        return working.turns(asked.space(), asked.session());
    }

    @Override
    public Context restore(TaskSubmitted asked, ContextGathered given) {
        try {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewsBehind("The wait for what was forgotten meanwhile was interrupted.");
        }
        return words.context(asked, given, procedures);
    }

    static RecalledItem recalled(MemoryItem item) {
        String speaker = item.kind() == ItemKind.DOCUMENT && !item.text().isEmpty()
                ? DocumentSource.of(item).inWords()
                : item.speaker();
        return new RecalledItem(
                item.id(),
                item.kind().code(),
                speaker,
                RestoredWords.orForgotten(item.text()),
                item.seq(),
                item.trusted(),
                item.validity().disputed());
    }
}
