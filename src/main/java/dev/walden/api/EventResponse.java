package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.walden.activity.EventJson;
import dev.walden.activity.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a task, as the log has it.
 *
 * @param seq its place in the log, the only order there is
 * @param v version of the meaning of {@code data}
 * @param data a JSON object
 */
@Schema(name = "Event")
record EventResponse(
        long seq,
        Instant at,
        String type,
        int v,
        @JsonRawValue @Schema(type = "object") String data) {

    static EventResponse from(RecordedEvent entry) {
        EventJson event = EventJson.of(entry.event());
        return new EventResponse(entry.seq(), entry.at(), event.type(), event.version(), event.data());
    }

    /**
     * Events in order.
     *
     * @param next what to give as {@code after} for those that follow; null when these were the last so far
     */
    @Schema(name = "EventList")
    record Page(List<EventResponse> events, @Nullable Long next) {
        /** The events of whole records, of which there are at most {@code limit}. */
        static Page from(List<RecordedEvent> entries, int limit) {
            long records =
                    entries.stream().mapToLong(RecordedEvent::seq).distinct().count();
            Long next = records < limit ? null : (Long) entries.getLast().seq();
            return new Page(entries.stream().map(EventResponse::from).toList(), next);
        }
    }
}
