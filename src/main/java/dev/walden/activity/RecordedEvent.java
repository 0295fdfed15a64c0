package dev.walden.activity;

import java.time.Instant;
import java.util.List;

/**
 * An event with its place in the log.
 *
 * @param seq its place: unique, without gaps, the only order there is
 * @param at what the clock said; for people
 */
public record RecordedEvent(long seq, Instant at, ActivityEvent event) {

    /** What it stands for, one after the other: usually itself alone. All have its place and time. */
    public List<RecordedEvent> parts() {
        return event instanceof TaskEvent ofTask
                ? ofTask.parts().stream()
                        .map(part -> new RecordedEvent(seq, at, part))
                        .toList()
                : List.of(this);
    }

    /** The same as it is kept once its words are erased: equal to this when it has none, or none any more. */
    public RecordedEvent wordless() {
        return new RecordedEvent(seq, at, Wordless.of(event));
    }
}
