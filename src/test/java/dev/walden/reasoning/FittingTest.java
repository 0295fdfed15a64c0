package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Fitting.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FittingTest {

    private static final String WORDS = "word ".repeat(200);
    private static final ToolDescriptor READ_ON = Prompts.tool(LongResult.TOOL, "{}");
    private static final ToolDescriptor USE_SKILL = Prompts.tool(Procedure.TOOL, "{}");

    @Test
    void aPromptThatFitsIsSentAsItIs() {
        Prompt prompt = rich();

        assertThat(Fitting.of(prompt, room(1_000_000)).prompt()).isEqualTo(withoutReadingOn(prompt));
        assertThat(Fitting.of(prompt, room(1_000_000)).cut()).isEqualTo(Cut.NONE);
    }

    @Test
    void withoutAWindowOnlyResultsAreCut() {
        Prompt prompt = taskOf(step(1, "x".repeat(5_000_000)));
        Room unlimited = new Room(OptionalInt.empty(), 8000, true, false, TokenCounter.ESTIMATE);

        Fitted fitted = Fitting.of(prompt, unlimited);

        assertThat(fitted.cut()).isEqualTo(new Cut(0, 0, 0, 8000, 0, 0, 0));
        assertThat(result(fitted.prompt(), "c1").text()).hasSizeBetween(8000, 8200);
    }

    @Test
    void whatReadsOnIsOfferedOnlyWhereThereIsSomethingToReadOnIn() {
        Room room = room(1_000_000);
        Prompt shortOne = taskOf(step(1, "fine"));
        Prompt longOne = taskOf(step(1, "x".repeat(9000)));

        assertThat(Fitting.of(shortOne, room).prompt().tools()).doesNotContain(READ_ON);
        assertThat(Fitting.of(longOne, room).prompt().tools()).contains(READ_ON);
        assertThat(Fitting.whole(longOne).prompt().tools()).doesNotContain(READ_ON);
        assertThat(Fitting.whole(longOne).prompt().messages()).isEqualTo(longOne.messages());
    }

    /** Each smaller window cuts as far as it must, and only then goes on to what comes next in the order. */
    @Test
    void whatDoesNotFitIsLeftOutInTheStatedOrder() {
        List<Cut> cuts = cuts(rich(), 30_000);

        Cut last = Cut.NONE;
        for (Cut cut : cuts) {
            assertThat(ordered(cut, rich())).as("the order of " + cut.text()).isTrue();
            assertThat(total(cut)).isGreaterThanOrEqualTo(total(last));
            last = cut;
        }
        assertThat(cuts)
                .contains(
                        new Cut(1, 0, 0, 0, 0, 0, 0),
                        new Cut(3, 0, 0, 0, 0, 0, 0),
                        new Cut(3, 1, 0, 0, 0, 0, 0),
                        new Cut(3, 2, 0, 0, 0, 0, 0),
                        new Cut(3, 2, 1, 0, 0, 0, 0),
                        new Cut(3, 2, 3, 0, 0, 0, 0),
                        new Cut(3, 2, 3, 0, 1, 0, 0),
                        new Cut(3, 2, 3, 0, 2, 0, 0),
                        new Cut(3, 2, 3, 0, 2, 1, 0),
                        new Cut(3, 2, 3, 0, 2, 2, 0));
        assertThat(last.latestCharacters()).isEqualTo(PromptParts.SHORTEST_CHARACTERS);
    }

    @Test
    void theWorstItemsGoFirst() {
        assertThat(cutTo(rich(), new Cut(2, 0, 0, 0, 0, 0, 0)).recalled())
                .extracting(RecalledItem::id)
                .containsExactly("i1", "earlier");
    }

    @Test
    void whatGetsAProcedureGoesWithTheLastOfThem() {
        assertThat(cutTo(rich(), new Cut(3, 1, 0, 0, 0, 0, 0)).tools()).contains(USE_SKILL);
        assertThat(cutTo(rich(), new Cut(3, 2, 0, 0, 0, 0, 0)).tools()).doesNotContain(USE_SKILL);
    }

    @Test
    void theOldestTurnsGoFirstAndWhatIsQuotedOfOlderOnesBeforeThem() {
        Prompt quotationGone = cutTo(rich(), new Cut(3, 2, 1, 0, 0, 0, 0));
        Prompt turnGone = cutTo(rich(), new Cut(3, 2, 2, 0, 0, 0, 0));

        assertThat(quotationGone.recalled()).isEmpty();
        assertThat(quotationGone.messages()).startsWith(new Message.User("first?" + WORDS));
        assertThat(turnGone.messages()).startsWith(new Message.User("second?" + WORDS));
    }

    @Test
    void resultsOfOlderStepsKeepTheirFirstWordsAndHowToReadOn() {
        Prompt prompt = cutTo(rich(), new Cut(3, 2, 3, 0, 1, 0, 0));

        assertThat(result(prompt, "c1").text())
                .startsWith("1 word word")
                .hasSizeLessThan(600)
                .endsWith("Read on with read_blob {\"reference\": \"c1\", \"from\": 400}.]");
        assertThat(result(prompt, "c2").text()).isEqualTo("2 " + WORDS + WORDS);
        assertThat(prompt.tools()).contains(READ_ON);
    }

    @Test
    void aSentenceStandsInThePlaceOfStepsThatAreLeftOut() {
        Prompt prompt = cutTo(rich(), new Cut(3, 2, 3, 0, 2, 2, 0));

        assertThat(prompt.messages().getFirst().text())
                .startsWith("Find it.\n\n[The first 2 steps of your work on this are left out here");
        assertThat(prompt.messages()).hasSize(3);
        assertThat(prompt.tools()).contains(READ_ON);
    }

    @Test
    void aPromptThatOffersNoToolsDoesNotSayHowToReadOn() {
        Prompt judging = new Prompt(
                "critique-1",
                "Judge.",
                List.of(),
                taskOf(step(1, "x".repeat(9000))).messages(),
                List.of());

        Fitted fitted = Fitting.of(judging, room(1_000_000));

        assertThat(fitted.cut()).isEqualTo(Cut.ofResults(8000, Cut.Tools.NOT_READ_ON));
        assertThat(result(fitted.prompt(), "c1").text()).contains("[Cut here").doesNotContain("Read on with");
    }

    @Test
    void aTaskThatIsTooLongByItselfDoesNotFit() {
        assertThat(Fitting.of(Prompts.of(new Message.User("x".repeat(10_000))), room(1000))
                        .fits())
                .isFalse();
    }

    @Test
    void rulesTakeRoomAndAreNeverCut() {
        Prompt ruled = rich().ruledBy("r".repeat(8000));

        for (int tokens = 30_000; tokens > 0; tokens -= 500) {
            assertThat(Fitting.of(ruled, room(tokens)).prompt().rules()).isEqualTo(ruled.rules());
        }
        Prompt alone = Prompts.of(new Message.User("Hi"));
        assertThat(Fitting.of(alone, room(2000)).fits()).isTrue();
        assertThat(Fitting.of(alone.ruledBy(ruled.rules()), room(2000)).fits()).isFalse();
    }

    /** The words around the rules are paid for as well, also where a model's own vocabulary counts. */
    @Test
    void whatIsCountedForRulesCoversTheWordsAroundThem() {
        Prompt alone = Prompts.of(new Message.User("Hi"));
        Prompt ruled = alone.ruledBy("Be kind.");
        PromptSize size = new PromptSize(TokenCounter.ESTIMATE, true, false);

        int written = PromptText.instructions(ruled).length()
                - PromptText.instructions(alone).length();

        assertThat(size.of(ruled) - size.of(alone)).isGreaterThanOrEqualTo(written / 3);
    }

    @Test
    void toolsThatAnEngineIsNotSentTakeNoRoom() {
        Prompt prompt = Prompts.with(
                List.of(), List.of(new Message.User("Hi")), List.of(Prompts.tool("big", "x".repeat(9000))));

        assertThat(Fitting.of(prompt, new Room(OptionalInt.of(1000), 8000, true, false, TokenCounter.ESTIMATE))
                        .fits())
                .isFalse();
        assertThat(Fitting.of(prompt, new Room(OptionalInt.of(1000), 8000, false, false, TokenCounter.ESTIMATE))
                        .fits())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsCutWhatIsLeftIsAWholeConversationThatFits(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Prompt prompt = RandomPrompts.next(random, List.of(READ_ON, USE_SKILL));
            Room room = new Room(
                    OptionalInt.of(200 + random.nextInt(12_000)),
                    8000,
                    random.nextInt(4) > 0,
                    random.nextBoolean(),
                    TokenCounter.ESTIMATE);

            Fitted fitted = Fitting.of(prompt, room);

            String which = "seed " + seed + ", round " + round + ", cut "
                    + fitted.cut().text();
            assertWhole(fitted.prompt(), prompt, which);
            if (fitted.fits()) {
                assertThat(new PromptSize(room.counter(), room.tools(), room.schemas()).of(fitted.prompt()))
                        .as(which)
                        .isLessThanOrEqualTo(room.tokens().getAsInt());
            }
            assertThat(PromptParts.of(prompt).without(Cut.parse(fitted.cut().text())))
                    .as(which)
                    .isEqualTo(fitted.prompt());
        }
    }

    /** Every call has its result, every result its call; instructions, input and latest step are there, each in its place. */
    private static void assertWhole(Prompt cut, Prompt whole, String which) {
        List<String> asked = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        for (Message message : cut.messages()) {
            if (message instanceof Message.Assistant assistant) {
                assertThat(answered).as(which).isEqualTo(asked);
                assistant.toolCalls().forEach(call -> asked.add(call.id()));
            } else if (message instanceof Message.ToolResult result) {
                answered.add(result.toolCallId());
                assertThat(result.trusted())
                        .as(which)
                        .isEqualTo(result(whole, result.toolCallId()).trusted());
            }
        }
        assertThat(answered).as(which).isEqualTo(asked);
        assertThat(cut.instructions()).isEqualTo(whole.instructions());
        assertThat(cut.rules()).as(which).isEqualTo(whole.rules());
        assertThat(TaskSoFar.of(cut).input())
                .as(which)
                .startsWith(TaskSoFar.of(whole).input());
        List<Message> steps = TaskSoFar.of(whole).steps();
        if (!steps.isEmpty()) {
            assertThat(name(TaskSoFar.of(cut).steps().getLast())).as(which).isEqualTo(name(steps.getLast()));
        }
        assertThat(cut.outputSchema()).as(which).isEqualTo(whole.outputSchema());
        assertNotesStayWithTheirSteps(cut.messages(), whole.messages(), which);
        assertThat(TaskSoFar.of(cut).earlier().size() % 2).as(which).isZero();
    }

    /** What is left of the steps is what came last, in the same order: a note is never without what it is about, nor that without it. */
    private static void assertNotesStayWithTheirSteps(List<Message> cut, List<Message> whole, String which) {
        List<String> left = cut.stream().map(FittingTest::name).toList();
        List<String> all = whole.stream().map(FittingTest::name).toList();
        assertThat(left).as(which).isEqualTo(all.stream().filter(left::contains).toList());
        for (int i = 1; i < whole.size(); i++) {
            if (whole.get(i) instanceof Message.Note) {
                assertThat(left.contains(all.get(i))).as(which).isEqualTo(left.contains(all.get(i - 1)));
            }
        }
        assertThat(cut.stream().filter(Message.Note.class::isInstance)).isSubsetOf(whole);
    }

    /** Another for each message, and the same for what is left of it. */
    private static String name(Message message) {
        return switch (message) {
            case Message.ToolResult result -> result.toolCallId();
            case Message.Assistant said
            when !said.toolCalls().isEmpty() ->
                "calls " + said.toolCalls().getFirst().id();
            default -> message.text().substring(0, Math.min(12, message.text().length()));
        };
    }

    /** All cuts of a prompt, for ever smaller windows, each once. */
    private static List<Cut> cuts(Prompt prompt, int largest) {
        List<Cut> cuts = new ArrayList<>();
        for (int tokens = largest; tokens > 0; tokens -= 20) {
            Cut cut = Fitting.of(prompt, room(tokens)).cut();
            if (cuts.isEmpty() || !cuts.getLast().equals(cut)) {
                cuts.add(cut);
            }
        }
        return cuts;
    }

    private static List<Integer> amounts(Cut cut) {
        return List.of(cut.items(), cut.procedures(), cut.turns(), cut.shortened(), cut.steps());
    }

    private static int total(Cut cut) {
        return amounts(cut).stream().mapToInt(Integer::intValue).sum();
    }

    /** Nothing is cut of a kind as long as something is left of the kinds before it. */
    private static boolean ordered(Cut cut, Prompt prompt) {
        PromptParts parts = PromptParts.of(prompt);
        int older = parts.steps().size() - 1;
        List<Integer> all = List.of(
                parts.items().size(),
                prompt.procedures().size(),
                parts.turns().size() + (parts.quotation() == null ? 0 : 1),
                older,
                older);
        List<Integer> amounts = amounts(cut);
        for (int i = 1; i < amounts.size(); i++) {
            if (amounts.get(i) > 0 && !amounts.subList(0, i).equals(all.subList(0, i))) {
                return false;
            }
        }
        return cut.latestCharacters() == 0 || amounts.equals(all);
    }

    private static Prompt cutTo(Prompt prompt, Cut wanted) {
        assertThat(cuts(prompt, 30_000)).contains(wanted);
        return PromptParts.of(prompt).without(wanted);
    }

    private static Room room(int tokens) {
        return new Room(OptionalInt.of(tokens), 8000, true, false, TokenCounter.ESTIMATE);
    }

    private static Message.ToolResult result(Prompt prompt, String call) {
        return prompt.messages().stream()
                .filter(Message.ToolResult.class::isInstance)
                .map(Message.ToolResult.class::cast)
                .filter(result -> result.toolCallId().equals(call))
                .findFirst()
                .orElseThrow();
    }

    private static Prompt withoutReadingOn(Prompt prompt) {
        return new Prompt(
                prompt.version(),
                prompt.instructions(),
                prompt.rules(),
                prompt.recalled(),
                prompt.messages(),
                prompt.tools().stream().filter(tool -> !tool.equals(READ_ON)).toList(),
                prompt.procedures(),
                prompt.outputSchema());
    }

    /** With three items and a quotation, two procedures, two turns and three steps. */
    private static Prompt rich() {
        List<Message> messages = new ArrayList<>(List.of(
                new Message.User("first?" + WORDS),
                new Message.Assistant("1." + WORDS, List.of()),
                new Message.User("second?" + WORDS),
                new Message.Assistant("2." + WORDS, List.of()),
                new Message.User("Find it.")));
        for (int i = 1; i <= 3; i++) {
            messages.addAll(step(i, i + " " + WORDS + WORDS));
        }
        List<RecalledItem> items = List.of(
                new RecalledItem("i1", "fact", WORDS, 1, true),
                new RecalledItem("i2", "fact", WORDS, 2, false),
                new RecalledItem("i3", "fact", WORDS, 3, true),
                new RecalledItem("earlier", RecalledItem.QUOTATION, WORDS, 4, true));
        return Prompts.with(items, messages, List.of(READ_ON, USE_SKILL))
                .offering(List.of(new OfferedProcedure("p1", WORDS, true), new OfferedProcedure("p2", WORDS, false)));
    }

    private static Prompt taskOf(List<Message> steps) {
        List<Message> messages = new ArrayList<>(List.of(new Message.User("Find it.")));
        messages.addAll(steps);
        return Prompts.with(List.of(), messages, List.of(READ_ON));
    }

    private static List<Message> step(int number, String result) {
        String id = "c" + number;
        return List.of(
                new Message.Assistant("", List.of(ToolCall.of(id, "search", Map.of("query", "q" + number)))),
                new Message.ToolResult(id, "search", result, true, false));
    }
}
