package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.memory.FactDetails;
import dev.walden.memory.MemoryItem;
import dev.walden.memory.MemoryItems;
import dev.walden.memory.MemorySearch;
import dev.walden.memory.RoutedSearch;
import dev.walden.memory.UnderstoodTime;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * The record that something was learned from, and where in which document it stands.
     *
     * @param document id of the document, for parts of one
     * @param name of the document
     * @param section the headings above it, if there are any
     * @param page if there are pages
     */
    @Schema(name = "ItemSource")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            long seq,
            @Nullable String document,
            @Nullable String name,
            @Nullable String section,
            @Nullable Integer page) {

        Source(long seq) {
            this(seq, null, null, null, null);
        }

        static Source of(MemoryItem item) {
            return item.document()
                    .map(place -> new Source(
                            item.seq(),
                            item.session(),
                            place.name(),
                            place.section().isEmpty() ? null : place.section(),
                            place.page() == 0 ? null : place.page()))
                    .orElseGet(() -> new Source(item.seq()));
        }
    }

    /**
     * An item.
     *
     * @param score higher is better, comparable within one search; only there
     * @param trusted false when the words came from outside
     * @param validFrom when it was said or became true
     * @param validTo when it ended to be true, null for not yet
     * @param disputed true when it contradicts what is trusted, and is not itself
     * @param fact what is known of a fact beside its words; only where one item is shown
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
            Instant validFrom,
            @Nullable Instant validTo,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disputed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Fact fact,

            Source source) {
        static Item from(MemorySearch.Hit hit, boolean explained) {
            return from(hit.item(), hit.score(), explained ? Scores.from(hit.scores()) : null, null);
        }

        static Item from(MemoryItem item, Optional<FactDetails> details) {
            return from(item, null, null, details.map(Fact::from).orElse(null));
        }

        private static Item from(
                MemoryItem item, @Nullable Double score, @Nullable Scores scores, @Nullable Fact fact) {
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
                    item.validity().from(),
                    item.validity().to(),
                    item.validity().disputed(),
                    fact,
                    Source.of(item));
        }
    }

    /**
     * What an item's score is made of: the sum of all before the weight, times the weight.
     *
     * @param words of its own words
     * @param around of its words with those beside it in its session
     * @param meaning of its vector
     * @param speaker when the query names who said it
     * @param session of the best item of its session
     * @param time when it is of the time that the query names
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
            double time,
            double weight,
            @Nullable Double likeness) {
        static Scores from(dev.walden.memory.Scores scores) {
            return new Scores(
                    scores.words(),
                    scores.around(),
                    scores.meaning(),
                    scores.speaker(),
                    scores.session(),
                    scores.time(),
                    scores.weight(),
                    Double.isNaN(scores.likeness()) ? null : scores.likeness());
        }
    }

    /**
     * What is known of a fact beside its words.
     *
     * @param confirmations how often it was said again
     * @param sources who said it, and where the words came from
     * @param weight percent that counts in searches: less than 100 when no task used it for long, 0 when searches do not find it
     */
    @Schema(name = "FactDetails")
    record Fact(
            @Nullable String subject,
            @Nullable String attribute,
            long confirmations,
            Instant lastSeen,
            List<String> sources,
            List<String> supersededBy,
            List<String> disputedBy,
            int weight) {
        static Fact from(FactDetails fact) {
            return new Fact(
                    fact.subject(),
                    fact.attribute(),
                    fact.confirmations(),
                    fact.lastSeen(),
                    fact.sources(),
                    fact.supersededBy(),
                    fact.disputedBy(),
                    fact.weight());
        }
    }

    /**
     * Items were forgotten.
     *
     * @param wordsGoneBy when their words are gone from the log's files too, at the latest
     */
    @Schema(name = "ForgottenItems")
    record Forgotten(List<Id> items, Instant wordsGoneBy) {}

    /**
     * What was found, best first.
     *
     * @param applied the records up to which each index has seen everything
     * @param vectors what became of them in this search: used, off (by configuration), none-yet (the space has none), late (the
     *     query's was not there in time)
     * @param time that the query was understood to ask for; absent for none
     * @param routing how well each knowledge base fits of which something was found, the best first; empty when a domain was asked for
     */
    @Schema(name = "Found")
    record Found(
            List<Item> items,
            Applied applied,
            String vectors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Time time,

            List<Fit> routing) {
        static Found from(RoutedSearch.Answer answer, boolean explained) {
            MemorySearch.Found found = answer.found();
            return new Found(
                    found.hits().stream().map(hit -> Item.from(hit, explained)).toList(),
                    new Applied(found.words(), found.vectors()),
                    found.vectorUse().code(),
                    found.time() == null ? null : Time.from(found.time()),
                    answer.routing().stream().map(Fit::from).toList());
        }
    }

    /**
     * How well a knowledge base fits a question.
     *
     * @param found its share of the best that was found in any base
     * @param described the share of the question's words that its description has
     * @param preference how much more its items count
     */
    @Schema(name = "Fit")
    record Fit(String domain, double found, double described, double preference) {
        static Fit from(RoutedSearch.Fit fit) {
            return new Fit(fit.domain(), fit.found(), fit.described(), fit.preference());
        }
    }

    /**
     * A time that a search asks for.
     *
     * @param from its first moment, null when it has none
     * @param to the first moment after it, null when it goes on
     * @param words of the query that say it; null when it was a parameter
     * @param use filter when nothing else was looked for, boost when it was preferred
     */
    @Schema(name = "UnderstoodTime")
    record Time(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String words,
            String use) {
        static Time from(UnderstoodTime time) {
            return new Time(time.from(), time.to(), time.words(), time.filters() ? "filter" : "boost");
        }
    }

    /** How far the indexes are. */
    @Schema(name = "Applied")
    record Applied(long words, long vectors) {}
}
