package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.memory.EpisodicMemory;
import dev.walden.memory.MemoryItem;
import dev.walden.memory.MemoryItems;
import dev.walden.memory.MemorySearch;
import dev.walden.memory.ProcedureStatistics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What memory answers with. */
final class MemoryResponse {

    private MemoryResponse() {}

    /**
     * Items were stored.
     *
     * @param seq the last of their records
     */
    @Schema(name = "StoredItems")
    record Stored(List<Id> items, long seq) {
        static Stored from(MemoryItems.Stored stored) {
            return new Stored(stored.ids().stream().map(Id::new).toList(), stored.seq());
        }
    }

    /** Names an item. */
    @Schema(name = "ItemId")
    record Id(String id) {}

    /** The record that something was learned from. */
    @Schema(name = "ItemSource")
    record Source(long seq) {}

    /**
     * An item.
     *
     * @param score higher is better, comparable within one search; only there
     * @param trusted false when the words came from outside
     */
    @Schema(name = "Item")
    record Item(
            String id,
            String text,
            String kind,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double score,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Scores scores,

            String space,
            @Nullable String session,
            @Nullable String speaker,
            @Nullable String domain,
            List<String> tags,
            @Nullable Instant observedAt,
            Map<String, String> metadata,
            boolean trusted,
            Source source) {
        static Item from(MemoryItem item) {
            return from(item, null, null);
        }

        static Item from(MemoryItem item, @Nullable Double score, @Nullable Scores scores) {
            return new Item(
                    item.id(),
                    item.text(),
                    item.kind().code(),
                    score,
                    scores,
                    item.space().name(),
                    item.session(),
                    item.speaker(),
                    item.domain(),
                    item.tags(),
                    item.observedAt(),
                    item.metadata(),
                    item.trusted(),
                    new Source(item.seq()));
        }
    }

    /**
     * What an item's score is made of: the sum of the first five, times the weight.
     *
     * @param words of its own words
     * @param around of its words with those beside it in its session
     * @param meaning of its vector
     * @param speaker when the query names who said it
     * @param session of the best item of its session
     * @param weight less than 1 for episodes, and for old ones
     * @param likeness of its vector to the query's, -1 to 1; null without one
     */
    @Schema(name = "Scores")
    record Scores(
            double words,
            double around,
            double meaning,
            double speaker,
            double session,
            double weight,
            @Nullable Double likeness) {
        static Scores from(dev.walden.memory.Scores scores) {
            return new Scores(
                    scores.words(),
                    scores.around(),
                    scores.meaning(),
                    scores.speaker(),
                    scores.session(),
                    scores.weight(),
                    Double.isNaN(scores.likeness()) ? null : scores.likeness());
        }
    }

    /**
     * What was found, best first.
     *
     * @param applied the records up to which each index has seen everything
     * @param vectors what became of them in this search: used, off (by configuration), none-yet (the space has none), late (the
     *     query's was not there in time)
     */
    @Schema(name = "Found")
    record Found(List<Item> items, Applied applied, String vectors) {
        static Found from(MemorySearch.Found found, boolean explained) {
            return new Found(
                    found.hits().stream()
                            .map(hit ->
                                    Item.from(hit.item(), hit.score(), explained ? Scores.from(hit.scores()) : null))
                            .toList(),
                    new Applied(found.words(), found.vectors()),
                    found.vectorUse().code());
        }
    }

    /** How far the indexes are. */
    @Schema(name = "Applied")
    record Applied(long words, long vectors) {}

    /** Episodes, newest first. */
    @Schema(name = "Episodes")
    record Episodes(List<Episode> episodes) {}

    /** A task that ended, looked back at. */
    @Schema(name = "Episode")
    record Episode(
            String id,
            String taskId,
            String space,
            String session,
            String outcome,
            String goal,
            String answer,
            @Nullable String lesson,
            List<String> tools,
            @Schema(type = "string", format = "duration") Duration duration,
            Instant endedAt,
            Source source) {
        static Episode from(EpisodicMemory.Episode episode) {
            return new Episode(
                    episode.id(),
                    episode.task(),
                    episode.space().name(),
                    episode.session(),
                    episode.outcome(),
                    episode.goal(),
                    episode.answer(),
                    episode.lesson(),
                    episode.tools(),
                    episode.duration(),
                    episode.endedAt(),
                    new Source(episode.seq()));
        }
    }

    /** Procedures, the last used first. */
    @Schema(name = "Procedures")
    record Procedures(List<Procedure> procedures) {}

    /** A way of working and how it went: tools in order. */
    @Schema(name = "Procedure")
    record Procedure(
            List<String> tools,
            long uses,
            long successes,
            @Schema(type = "string", format = "duration") Duration totalDuration,
            Source source) {
        static Procedure from(ProcedureStatistics.Procedure procedure) {
            return new Procedure(
                    procedure.tools(),
                    procedure.uses(),
                    procedure.successes(),
                    procedure.totalDuration(),
                    new Source(procedure.seq()));
        }
    }
}
