package dev.walden.reasoning.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Procedure;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureRunTest {

    private static final Procedure TWO_STEPS = new Procedure(
            "note",
            List.of(
                    new Procedure.Step("now", "clock", Map.of()),
                    new Procedure.Step(
                            "save", "write_file", Map.of("path", "n.txt", "content", "At {{steps.now.result}}")),
                    new Procedure.Step("again", "clock", Map.of())),
            "");

    private final List<Message> messages = new ArrayList<>();
    private final Map<String, String> tools =
            new HashMap<>(Map.of("use_skill", "{}", "clock", "{}", "write_file", "{}"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run note|{}",
                "Please run the procedure note.|{}",
                "run note with a=1, b=\"two, words\"|{a=1, b=two, words}",
                "run skill note with a = x y ,b=\"say \\\"hi\\\" \\\\\"|{a=x y, b=say \"hi\" \\}",
                "run note with a=, b=“q”|{a=, b=q}",
                "run NOTE with url=http://h/p?q=1|{url=http://h/p?q=1}",
            })
    void aRequestNamesTheProcedureAndItsInputs(String words, String inputs) {
        RunRequest request = RunRequest.of(words).orElseThrow();

        assertThat(request.name()).isEqualTo("note");
        assertThat(request.inputs()).hasToString(inputs);
        assertThat(request.complaint()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run the tests and tell me", "running note", "run note/x", "rerun note"})
    void otherWordsAreNoRequest(String words) {
        assertThat(RunRequest.of(words)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run note with friends",
                "run note with a=1 b=\"2\"x",
                "run note with a=1, a=2",
                "run x with a=\"open"
            })
    void inputsThatCannotBeReadAreTold(String words) {
        assertThat(reply(words))
                .isInstanceOfSatisfying(
                        Reply.Refusal.class, told -> assertThat(told.text()).startsWith("I did not run "));
    }

    @Test
    void manyBlanksAndQuotesAreReadInNoTime() {
        String words = "run note with a=\"" + "\\\\".repeat(9_000) + " ".repeat(900);

        assertThat(RunRequest.of(words).orElseThrow().complaint()).isPresent();
    }

    @Test
    void theProcedureComesFirstThenItsStepsOneByOneAndThenTheAnswer() {
        assertThat(called("run note")).isEqualTo(new Want("use_skill", Map.of("name", "note", "inputs", Map.of())));
        result(TWO_STEPS.text(), true);
        assertThat(called("run note")).isEqualTo(new Want("clock", Map.of()));
        result("12:00", true);
        assertThat(called("run note"))
                .isEqualTo(new Want("write_file", Map.of("path", "n.txt", "content", "At 12:00")));
        result("written", true);
        assertThat(called("run note")).as("the same call as before").isEqualTo(new Want("clock", Map.of()));
        result("12:01", true);

        assertThat(reply("run note"))
                .isInstanceOfSatisfying(
                        Reply.Answer.class,
                        answer -> assertThat(answer.text())
                                .isEqualTo("I ran note, 3 steps. The last one, again, answered:\n12:01"));
    }

    @Test
    void aStepThatFailsStopsTheProcedure() {
        called("run note");
        result(TWO_STEPS.text(), true);
        called("run note");
        result("The clock is broken.", false);

        assertThat(reply("run note"))
                .isInstanceOfSatisfying(
                        Reply.Refusal.class,
                        told -> assertThat(told.text())
                                .isEqualTo("I stopped note at step 1 of 3, now (clock): The clock is broken."));
    }

    @Test
    void aToolThatIsNotThereForALaterStepIsToldBeforeTheFirst() {
        tools.remove("write_file");
        called("run note");
        result(TWO_STEPS.text(), true);

        assertThat(reply("run note"))
                .isEqualTo(new Reply.Refusal(
                        "I did not begin note, as step 2 of 3, save (write_file) cannot be made: the tool"
                                + " write_file is not available here."));
    }

    @Test
    void anArgumentThatALaterToolDoesNotHaveIsToldBeforeTheFirst() {
        tools.put("write_file", "{\"properties\":{\"path\":{},\"text\":{}},\"additionalProperties\":false}");
        called("run note");
        result(TWO_STEPS.text(), true);

        assertThat(reply("run note"))
                .isInstanceOfSatisfying(
                        Reply.Refusal.class,
                        told -> assertThat(told.text())
                                .startsWith("I did not begin note, as step 2 of 3, save (write_file)")
                                .contains("has no argument content; it has path, text."));
    }

    @Test
    void aToolThatGoesInTheMiddleStopsTheRunAtItsStep() {
        called("run note");
        result(TWO_STEPS.text(), true);
        called("run note");
        result("12:00", true);
        tools.remove("write_file");

        assertThat(reply("run note"))
                .isEqualTo(
                        new Reply.Refusal("I stopped note at step 2 of 3, save (write_file): the tool write_file is not"
                                + " available here."));
    }

    /** As when its words were forgotten meanwhile. */
    @Test
    void otherWordsAreNoProcedureAndThatIsTold() {
        called("run note");
        result("[forgotten]", true);

        assertThat(reply("run note"))
                .isInstanceOfSatisfying(
                        Reply.Refusal.class,
                        told -> assertThat(told.text())
                                .isEqualTo("I cannot run note: what I got is no procedure any more."));
    }

    /** Which of them are offered is cut where there are many, and may change while the task waits. */
    @Test
    void whatWasGivenIsFollowedAlsoWithWordsFromOutsideAndWhereItIsNotOffered() {
        called("run note");
        messages.add(new Message.ToolResult("c1", "use_skill", TWO_STEPS.text(), true, false));

        assertThat(called("run note")).isEqualTo(new Want("clock", Map.of()));
    }

    @Test
    void aRunWhoseAnswerIsToBeJsonIsLeftToAModel() {
        RulesEngine rules = new RulesEngine("rules");
        Prompt run = prompt("run note").offering(List.of(new OfferedProcedure("note", "Notes.", true)));

        assertThat(rules.takes(run)).isTrue();
        assertThat(rules.takes(run.answering("{}"))).isFalse();
        assertThatThrownBy(() -> rules.reply(run.answering("{}"), Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("beyond_rules"));
    }

    @Test
    void inThePlaceOfAnotherEngineOnlyProceduresThatAreThereAreRun() throws Exception {
        Prompt prompt = prompt("run note");

        assertThatThrownBy(() -> new RulesEngine("rules").standIn().reply(prompt, Duration.ofSeconds(5)))
                .isInstanceOf(EngineException.class);
        Prompt offering = prompt.offering(List.of(new OfferedProcedure("note", "Notes.", true)));
        assertThat(new RulesEngine("rules")
                        .standIn()
                        .reply(offering, Duration.ofSeconds(5))
                        .reply())
                .isInstanceOf(Reply.UseTools.class);
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private Want called(String words) {
        Reply.UseTools reply = (Reply.UseTools) reply(words);
        messages.add(new Message.Assistant("", reply.calls()));
        ToolCall call = reply.calls().getFirst();
        return new Want(call.tool(), call.arguments());
    }

    private void result(String text, boolean succeeded) {
        Message.Assistant asked = (Message.Assistant) messages.getLast();
        ToolCall call = asked.toolCalls().getFirst();
        messages.add(new Message.ToolResult(call.id(), call.tool(), text, succeeded, true));
    }

    private Reply reply(String words) {
        try {
            return new RulesEngine("rules")
                    .reply(prompt(words), Duration.ofSeconds(5))
                    .reply();
        } catch (EngineException e) {
            throw new AssertionError(e);
        }
    }

    private Prompt prompt(String words) {
        List<Message> all = new ArrayList<>();
        all.add(new Message.User(words));
        all.addAll(messages);
        List<ToolDescriptor> offered = new ArrayList<>();
        tools.forEach((name, schema) ->
                offered.add(ToolDescriptor.of(name, name, schema, SideEffect.NONE, Duration.ofSeconds(1))));
        return new Prompt("v", "i", List.of(), all, offered);
    }
}
