package dev.walden.reasoning.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.PlanResult;
import dev.walden.conversation.PlanResult.Made;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs of procedures whose steps are a graph. */
class GraphRunTest {

    private static final Procedure GRAPH = graph(
            step("save", Map.of("content", "{{steps.now.result}} {{open}}{input.who}}"), List.of("check")),
            step("now", Map.of(), null),
            step("check", Map.of("n", 1L), List.of()));

    private final List<Message> messages = new ArrayList<>();
    private List<String> tools = List.of("use_skill", "do", "plan");

    @Test
    void allStepsAreAskedForAsOnePlanWithTheirGaps() throws Exception {
        begin(GRAPH);

        assertThat(wanted())
                .isEqualTo(new Want(
                        "plan",
                        Map.of(
                                "steps",
                                List.of(
                                        Map.of(
                                                "name",
                                                "save",
                                                "tool",
                                                "do",
                                                "arguments",
                                                Map.of("content", "{{steps.now.result}} {{open}}{input.who}}"),
                                                "after",
                                                List.of("check")),
                                        Map.of("name", "now", "tool", "do", "arguments", Map.of()),
                                        Map.of("name", "check", "tool", "do", "arguments", Map.of("n", 1L))))));
    }

    @Test
    void theOnlyStepThatNoneComesAfterGivesTheAnswer() throws Exception {
        begin(GRAPH);
        plan(
                true,
                made("now", "succeeded", "12:00"),
                made("check", "succeeded", "1"),
                made("save", "succeeded", "written"));

        assertThat(reply())
                .isEqualTo(new Reply.Answer("I ran note, 3 steps. The last one, save, answered:\nwritten", List.of()));
    }

    @Test
    void severalStepsThatNoneComesAfterAllAnswerInTheOrderOfTheFile() throws Exception {
        begin(graph(
                step("b", Map.of(), List.of("first")),
                step("a", Map.of(), List.of("first")),
                step("first", Map.of(), null)));
        plan(true, made("first", "succeeded", "1"), made("a", "succeeded", "of a"), made("b", "succeeded", "of b"));

        assertThat(reply())
                .isEqualTo(new Reply.Answer(
                        "I ran note, 3 steps. The last ones answered:\nb:\nof b\na:\nof a", List.of()));
    }

    @Test
    void theStepThatFailedIsNamed() throws Exception {
        begin(GRAPH);
        plan(
                false,
                made("now", "failed", "The clock is broken."),
                made("check", "succeeded", "1"),
                new PlanResult.Step("save", "do", new PlanResult.Skipped("now")));

        assertThat(reply())
                .isEqualTo(new Reply.Refusal("I stopped note at step 2 of 3, now (do): The clock is broken."));
    }

    @Test
    void aPlanThatIsNotBegunIsTold() throws Exception {
        begin(GRAPH);
        call();
        result("The call was not made: policy denies plan.", false);

        assertThat(reply())
                .isEqualTo(new Reply.Refusal("I did not begin note: The call was not made: policy denies plan."));
    }

    @Test
    void whereNoPlansAreMadeNothingIsBegun() throws Exception {
        tools = List.of("use_skill", "do");
        begin(GRAPH);

        assertThat(reply())
                .isEqualTo(
                        new Reply.Refusal("I did not begin note, as its steps are a graph, which takes the tool plan,"
                                + " and that is not available here."));
    }

    @Test
    void aStepThatCannotBeMadeIsToldBeforeThePlan() throws Exception {
        begin(graph(step("a", Map.of(), null), new Procedure.Step("b", "gone", Map.of(), List.of("a"))));

        assertThat(reply())
                .isEqualTo(
                        new Reply.Refusal("I did not begin note, as step 2 of 2, b (gone) cannot be made: the tool gone"
                                + " is not available here."));
    }

    /** As when its words were forgotten meanwhile, and steps are known by their numbers. */
    @Test
    void aResultOfOtherStepsIsNone() throws Exception {
        begin(GRAPH);
        plan(true, made("1", "succeeded", ""), made("2", "succeeded", ""), made("3", "succeeded", ""));

        assertThat(reply())
                .isEqualTo(new Reply.Refusal("I cannot tell how note went: what I got tells of other steps."));
    }

    @Test
    void itGoesOnWithItsPlanAndLeavesToAModelWhatThatDidItsOwnWay() throws Exception {
        begin(GRAPH);
        assertThat(new RulesEngine("rules").takes(prompt())).isTrue();
        plan(false, made("now", "failed", "no"), made("check", "succeeded", "1"), made("save", "succeeded", "x"));
        assertThat(new RulesEngine("rules").takes(prompt())).isTrue();
        messages.add(new Message.Assistant("", List.of(ToolCall.of("c3", "do", Map.of()))));
        result("done", true);

        assertThat(new RulesEngine("rules").takes(prompt())).isFalse();
    }

    private static Procedure graph(Procedure.Step... steps) {
        return new Procedure("note", List.of(steps), "");
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private static Procedure.Step step(
            String name, Map<String, @Nullable Object> arguments, @Nullable List<String> after) {
        return new Procedure.Step(name, "do", arguments, after);
    }

    private static PlanResult.Step made(String name, String outcome, String text) {
        return new PlanResult.Step(name, "do", new Made(outcome, text));
    }

    private void begin(Procedure procedure) throws Exception {
        call();
        result(procedure.text(), true);
    }

    private void plan(boolean succeeded, PlanResult.Step... steps) throws Exception {
        call();
        result(new PlanResult(List.of(steps)).text(), succeeded);
    }

    private void call() throws Exception {
        messages.add(new Message.Assistant("", ((Reply.UseTools) reply()).calls()));
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private Want wanted() throws Exception {
        ToolCall call = ((Reply.UseTools) reply()).calls().getFirst();
        return new Want(call.tool(), call.arguments());
    }

    private void result(String text, boolean succeeded) {
        ToolCall call = ((Message.Assistant) messages.getLast()).toolCalls().getFirst();
        messages.add(new Message.ToolResult(call.id(), call.tool(), text, succeeded, true));
    }

    private Reply reply() throws Exception {
        return new RulesEngine("rules").reply(prompt(), Duration.ofSeconds(5)).reply();
    }

    private Prompt prompt() {
        List<ToolDescriptor> offered = tools.stream()
                .map(name -> ToolDescriptor.of(name, name, "{}", SideEffect.NONE, Duration.ofSeconds(1)))
                .toList();
        return new Prompt(
                "v",
                "i",
                List.of(),
                Stream.concat(Stream.of(new Message.User("run note")), messages.stream())
                        .toList(),
                offered);
    }
}
