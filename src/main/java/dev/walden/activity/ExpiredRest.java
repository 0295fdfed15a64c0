package dev.walden.activity;

import java.util.Optional;
import java.util.Set;

/** What stays, once a task expired, of records that neither stay wholly nor always go. Pure. */
final class ExpiredRest {

    static final Set<Class<? extends TaskEvent>> TYPES =
            Set.of(ToolCallEvent.ToolCallFinished.class, TaskEvent.ContextGathered.class);

    private ExpiredRest() {}

    /**
     * That a result could not be trusted outlives its words; and which items the task was shown, but not that it went on from there.
     *
     * @return the event itself when it is kept as it is, empty when it goes
     */
    static Optional<ActivityEvent> of(ActivityEvent event) {
        return switch (event) {
            case ToolCallEvent.ToolCallFinished result ->
                result.trusted()
                        ? Optional.empty()
                        : Optional.of(Wordless.of(result.parts().getFirst()));
            case TaskEvent.ContextGathered gathered -> Optional.of(gathered.alone());
            default -> Optional.of(event);
        };
    }
}
