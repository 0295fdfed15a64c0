package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.memory.Episode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that ended, looked back at.
 *
 * @param tools whose calls succeeded, in order
 * @param actions all that it did, in order
 * @param usage what its model calls took
 * @param summary the item that stands for it and others beside it; absent while there is none
 */
@Schema(name = "Episode")
record EpisodeResponse(
        String id,
        String taskId,
        String space,
        String session,
        String outcome,
        String goal,
        String answer,
        @Nullable String lesson,
        List<String> tools,
        List<Action> actions,
        @Schema(type = "string", format = "duration") Duration duration,
        Usage usage,
        Instant endedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String summary,

        MemoryResponse.Source source) {

    static EpisodeResponse from(Episode episode) {
        return new EpisodeResponse(
                episode.id(),
                episode.task(),
                episode.space().name(),
                episode.session(),
                episode.outcome(),
                episode.goal(),
                episode.answer(),
                episode.lesson(),
                episode.tools(),
                episode.actions().stream()
                        .map(action -> new Action(action.tool(), action.outcome()))
                        .toList(),
                episode.duration(),
                new Usage(
                        episode.usage().input(),
                        episode.usage().output(),
                        episode.cost().toString()),
                episode.endedAt(),
                episode.summary(),
                new MemoryResponse.Source(episode.seq()));
    }

    /**
     * A call of a tool, or several in a row with one outcome.
     *
     * @param outcome succeeded, failed, invalid, denied, timed_out or unknown
     */
    @Schema(name = "EpisodeAction")
    record Action(String tool, String outcome) {}

    /**
     * Tokens as engines told them, or as they were estimated where none did, and money.
     *
     * @param cost what was reserved for calls without outcome included; a decimal number, in the currency that was configured then
     */
    @Schema(
            name = "EpisodeUsage",
            description =
                    "Tokens as engines told them, or as they were estimated where none did; cost with what is reserved for calls without outcome")
    record Usage(
            long inputTokens,
            long outputTokens,
            @Schema(example = "0.0125") String cost) {}

    /** Episodes, newest first. */
    @Schema(name = "Episodes")
    record All(List<EpisodeResponse> episodes) {}
}
