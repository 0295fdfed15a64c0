package dev.walden.orchestrator;

import dev.walden.orchestrator.Utterance.Place;
import dev.walden.orchestrator.Utterance.Said;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Follows a task as long as it is open. Hears a call to its end, then the one that is under way. */
final class TaskFollower implements Follower {

    private static final long NOTHING = -1;

    private final Supplier<Optional<OpenTask>> task;
    private @Nullable Utterance heard;
    private Place place = Place.START;
    private long seen = NOTHING;
    private long reached;

    /** @param task the task, while it is open */
    TaskFollower(Supplier<Optional<OpenTask>> task) {
        this.task = task;
    }

    @Override
    public Optional<Words> words() {
        Optional<Voice> voice = task.get().map(OpenTask::voice);
        seen = voice.map(Voice::rings).orElse(NOTHING);
        while (true) {
            Utterance utterance =
                    heard == null ? voice.flatMap(Voice::utterance).orElse(null) : heard;
            if (utterance == null) {
                return Optional.empty();
            }
            Said said = utterance.behind(place);
            heard = said.last() ? null : utterance;
            place = said.last() ? Place.START : said.place();
            if (said.words().isPresent() || !said.last()) {
                return said.words();
            }
        }
    }

    @Override
    public List<Reached> progress() {
        List<Underway.Said> news =
                task.get().map(open -> open.underway().after(reached)).orElse(List.of());
        news.forEach(said -> reached = Math.max(reached, said.number()));
        return news.stream().map(Underway.Said::reached).toList();
    }

    @Override
    public boolean mayHaveRecords(long afterSeq) {
        return task.get().map(open -> open.mayHaveRecords(afterSeq)).orElse(true);
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        Optional<OpenTask> open = task.get();
        return open.isPresent() && open.get().voice().await(seen, atMost);
    }
}
