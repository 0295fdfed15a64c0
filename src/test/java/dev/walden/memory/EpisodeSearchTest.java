package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened is found by when it was, what it came to and what it used. */
class EpisodeSearchTest {

    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
        memory.setClock(InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private void said(String day, String text) {
        memory.store(new NewItem(
                ItemKind.MESSAGE,
                MemoryFixture.SPACE,
                text,
                null,
                null,
                null,
                List.of(),
                Instant.parse(day + "T10:00:00Z"),
                Map.of(),
                null));
    }

    private MemorySearch.Found search(String text, Set<ItemKind> kinds, Narrowing narrowing) throws Exception {
        return memory.search()
                .search(new MemoryQuery(MemoryFixture.SPACE, text, 10, kinds, null, null, null, narrowing, Set.of()));
    }

    private static List<String> texts(MemorySearch.Found found) {
        return found.hits().stream().map(hit -> hit.item().text()).toList();
    }

    private TaskId failed(String input, String... actions) {
        TaskId task = memory.submitted("s", input);
        memory.append(
                new TaskFailed(task, "stuck", "It went round in circles.", null),
                new EpisodeRecorded(
                        task,
                        MemoryFixture.SPACE,
                        "s",
                        "failed",
                        List.of(),
                        "Ask first.",
                        Duration.ofSeconds(3),
                        List.of(),
                        List.of(actions),
                        new TokenUsage(120, 30),
                        Cost.parse("0.0125")));
        return task;
    }

    @Test
    void parametersOfTimeLetNothingElseThrough() throws Exception {
        said("2026-05-02", "The kettle was cold.");
        said("2026-05-03", "The kettle was warm.");
        said("2026-05-04", "The kettle was hot.");

        MemorySearch.Found found =
                search("kettle", Set.of(), narrowing("2026-05-03T00:00:00Z", "2026-05-04T00:00:00Z"));

        assertThat(texts(found)).containsExactly("The kettle was warm.");
        assertThat(found.time()).isNotNull().returns(true, UnderstoodTime::filters);
        assertThat(texts(search("kettle", Set.of(), narrowing("2026-05-04T00:00:00Z", null))))
                .containsExactly("The kettle was hot.");
        assertThat(texts(search("kettle", Set.of(), narrowing(null, "2026-05-03T00:00:00Z"))))
                .containsExactly("The kettle was cold.");
    }

    @Test
    void whatHappenedLastComesFirstWhateverWasStoredFirst() throws Exception {
        said("2026-11-20", "The last of yesterday.");
        memory.store(new NewItem(
                ItemKind.MESSAGE,
                MemoryFixture.SPACE,
                "The first of yesterday.",
                null,
                null,
                null,
                List.of(),
                Instant.parse("2026-11-20T08:00:00Z"),
                Map.of(),
                null));

        assertThat(texts(search("What happened yesterday?", Set.of(), Narrowing.NONE)))
                .containsExactly("The last of yesterday.", "The first of yesterday.");
    }

    @Test
    void ofATimeToComeNothingIsLeftOut() throws Exception {
        said("2026-11-10", "Tomorrow I have to do the laundry.");

        assertThat(texts(search("What do I have to do tomorrow?", Set.of(), Narrowing.NONE)))
                .containsExactly("Tomorrow I have to do the laundry.");
    }

    @Test
    void aTimeWordBesideOthersPrefersAndLosesNothing() throws Exception {
        said("2026-11-10", "The film about the lighthouse was long.");
        said("2026-11-20", "The film was about a lighthouse, too.");

        MemorySearch.Found found =
                search("What did I say about yesterday's lighthouse film?", Set.of(), Narrowing.NONE);

        assertThat(found.hits()).hasSize(2);
        assertThat(texts(found).getFirst()).isEqualTo("The film was about a lighthouse, too.");
        assertThat(found.hits().getFirst().scores().time()).isEqualTo(0.2);
        assertThat(found.hits().getLast().scores().time()).isZero();
        assertThat(found.time()).isNotNull().returns("yesterday's", UnderstoodTime::words);
    }

    @Test
    void aNamedDateIsAWordLikeAllOthers() throws Exception {
        said("2026-05-03", "We moved.");
        said("2026-07-09", "In May we moved.");

        MemorySearch.Found found = search("Who moved in May?", Set.of(), Narrowing.NONE);

        assertThat(found.time()).isNull();
        assertThat(found.hits()).hasSize(2);
    }

    @Test
    void aQuestionForATimeAloneGetsItsNewest() throws Exception {
        said("2026-11-18", "Something else happened.");
        said("2026-11-20", "Tea was made.");
        said("2026-11-20", "The cat came in.");

        MemorySearch.Found found = search("What happened yesterday?", Set.of(), Narrowing.NONE);

        assertThat(texts(found)).containsExactly("The cat came in.", "Tea was made.");
        assertThat(Packing.of(found, 1_000)).hasSize(2);
        assertThat(texts(search("What happened last month?", Set.of(), Narrowing.NONE)))
                .isEmpty();
    }

    @Test
    void amongEpisodesTimeWordsLetNothingElseThrough() throws Exception {
        memory.task("s", "Water the tomatoes.", "They are wet.", List.of());
        Instant ended =
                memory.episodes().newest(MemoryFixture.SPACE, 1).getFirst().endedAt();
        String today = LocalDate.ofInstant(ended, ZoneOffset.UTC).toString();

        assertThat(search("tomatoes in March 2020", Set.of(ItemKind.EPISODE), Narrowing.NONE)
                        .hits())
                .isEmpty();
        assertThat(search("tomatoes on " + today, Set.of(ItemKind.EPISODE), Narrowing.NONE)
                        .hits())
                .hasSize(1);
        assertThat(search("tomatoes in March 2020", Set.of(), Narrowing.NONE).hits())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What happened today?",
                "tomatoes this week",
                "tomatoes in the past hour",
                "tomatoes from yesterday until now"
            })
    void anEpisodeThatEndedInThisVerySecondIsOfATimeThatReachesUpToNow(String words) throws Exception {
        memory.task("s", "Water the tomatoes.", "They are wet.", List.of());
        Instant ended =
                memory.episodes().newest(MemoryFixture.SPACE, 1).getFirst().endedAt();
        memory.setClock(InstantSource.fixed(ended));

        assertThat(texts(search(words, Set.of(ItemKind.EPISODE), Narrowing.NONE)))
                .containsExactly("Water the tomatoes.\nThey are wet.");
    }

    @Test
    void timeWordsAreThoseOfTheRequestsZone() throws Exception {
        said("2026-11-21", "Now.");
        Narrowing kiritimati = new Narrowing(null, null, ZoneId.of("Pacific/Kiritimati"), null, null);

        UnderstoodTime there = search("today", Set.of(), kiritimati).time();
        UnderstoodTime here = search("today", Set.of(), Narrowing.NONE).time();

        assertThat(there).isNotNull().returns(Instant.parse("2026-11-21T10:00:00Z"), UnderstoodTime::from);
        assertThat(here).isNotNull().returns(Instant.parse("2026-11-21T00:00:00Z"), UnderstoodTime::from);
    }

    @Test
    void episodesAreFoundByOutcomeAndTool() throws Exception {
        memory.task("s", "Fetch the list.", "Here it is.", List.of());
        failed("Fetch the page.", "http_request failed");
        memory.fact("Fetch it on Monday.");

        assertThat(texts(search("fetch", Set.of(), new Narrowing(null, null, null, "failed", null))))
                .singleElement()
                .asString()
                .startsWith("Fetch the page.");
        assertThat(texts(search("fetch", Set.of(), new Narrowing(null, null, null, null, "clock"))))
                .containsExactly("Fetch the list.\nHere it is.");
        assertThat(search("fetch", Set.of(), new Narrowing(null, null, null, "completed", "http_request"))
                        .hits())
                .isEmpty();
        assertThat(search("fetch", Set.of(), new Narrowing(null, null, null, null, "http"))
                        .hits())
                .isEmpty();
        assertThatThrownBy(
                        () -> search("fetch", Set.of(ItemKind.FACT), new Narrowing(null, null, null, "failed", null)))
                .isInstanceOf(MemoryException.Unacceptable.class);
    }

    @Test
    void theListOfEpisodesIsNarrowedTheSameWay() {
        TaskId first = memory.task("s", "One.", "Done.", List.of());
        TaskId second = failed("Two.", "http_request timed_out", "clock");
        for (int i = 0; i < 4; i++) { // more than RAM holds
            memory.task("other", "Three.", "Done.", List.of());
        }

        assertThat(ids(null, null, "failed", null, null)).containsExactly(second.value());
        assertThat(ids(null, null, null, "http_request", null)).containsExactly(second.value());
        assertThat(ids(null, null, null, "http", null)).isEmpty();
        assertThat(ids(null, null, null, null, "s")).containsExactly(second.value(), first.value());
        assertThat(ids(null, null, null, "clock", "s")).containsExactly(second.value(), first.value());
        assertThat(ids(Instant.now().plusSeconds(60), null, null, null, null)).isEmpty();
        assertThat(ids(null, Instant.now().minusSeconds(60), null, null, null)).isEmpty();
    }

    @Test
    void anEpisodeTellsAllItsActionsAndWhatItCost() {
        failed("Two.", "http_request timed_out", "clock", "http_request denied");

        assertThat(memory.episodes().newest(MemoryFixture.SPACE, 1))
                .singleElement()
                .returns(
                        List.of(
                                new Action("http_request", "timed_out"),
                                new Action("clock", "succeeded"),
                                new Action("http_request", "denied")),
                        Episode::actions)
                .returns(List.of("clock"), Episode::tools)
                .returns(new TokenUsage(120, 30), Episode::usage)
                .returns(Cost.parse("0.0125"), Episode::cost)
                .returns("Ask first.", Episode::lesson)
                .returns(Duration.ofSeconds(3), Episode::duration);
    }

    @Test
    void theToolUnderstandsTimeAndSaysHow() throws Exception {
        said("2026-11-20", "Tea was made.");
        said("2026-11-10", "Coffee was made.");
        failed("Make cocoa.", "http_request failed");

        assertThat(recall(Map.of("query", "what happened yesterday")))
                .startsWith("“yesterday” was understood as from 2026-11-20T00:00:00Z to 2026-11-21T00:00:00Z.\n")
                .contains("Tea was made.")
                .doesNotContain("Coffee");
        assertThat(recall(Map.of("query", "made", "to", "2026-11-10")))
                .contains("Coffee was made.")
                .doesNotContain("Tea");
        assertThat(recall(Map.of("query", "cocoa", "outcome", "failed", "tool", "http_request")))
                .contains("Make cocoa.");
        assertThatThrownBy(() -> recall(Map.of("query", "made", "from", "soon")))
                .isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> recall(Map.of("query", "made", "kind", "fact", "outcome", "failed")))
                .isInstanceOf(ToolException.class);
    }

    private String recall(Map<String, String> input) throws Exception {
        return new RecallTool(memory::routed)
                .call(new ToolInput(new HashMap<>(input)), memory.call(memory.newTask(), "s", "c1"))
                .text();
    }

    private List<String> ids(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String outcome,
            @Nullable String tool,
            @Nullable String session) {
        return memory
                .episodes()
                .find(new EpisodeQuery(MemoryFixture.SPACE, from, to, outcome, tool, session, 10))
                .stream()
                .map(Episode::task)
                .toList();
    }

    private static Narrowing narrowing(@Nullable String from, @Nullable String to) {
        return new Narrowing(
                from == null ? null : Instant.parse(from), to == null ? null : Instant.parse(to), null, null, null);
    }
}
