package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ServiceEvent.ToolsOffered;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Cut;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts of steps, put together again from the log and from what memory has by now. */
final class StepPromptTest {

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.toolbox.with("fetch", SideEffect.NONE, (_, _) -> succeeded("word ".repeat(4000)));
        walden.gateway.think(replies(calls("add"), calls("fetch"), answer("done")));
        walden.memory
                .with(new RecalledItem("m1", "fact", "Ann", "The sky is blue.", 1, true))
                .with(new TaskMemory.Turn(2, new Message.User("Hello"), true))
                .with(new TaskMemory.Turn(3, new Message.Assistant("Hello yourself", List.of()), true));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void everyStepIsExactlyWhatWasSent() {
        walden.engine().recordTools();
        TaskId task = walden.run("1 + 2?").id();

        for (int step = 1; step <= 3; step++) {
            StepPrompt prompt = prompt(task, step);

            assertThat(prompt.exact()).isTrue();
            assertThat(prompt.missing()).isEmpty();
            assertThat(prompt.prompt().sent().messages())
                    .isEqualTo(walden.gateway.prompts().get(step - 1).messages());
            assertThat(prompt.text())
                    .contains("You are Walden", "The sky is blue.", "Hello yourself", "1 + 2?", "=== tool add");
        }
        assertThat(walden.service().prompt(task, 4)).isEmpty();
        assertThat(walden.service().prompt(TaskId.parse("tnobodyaaaaaaaaaa").orElseThrow(), 1))
                .isEmpty();
    }

    @Test
    void whatWasCutIsCutAgain() {
        walden.engine().recordTools();
        Cut cut = new Cut(1, 0, 1, 1000, 0, 1, 0);
        walden.gateway.cut(cut, cut);
        TaskId task = walden.run("1 + 2?").id();

        StepPrompt prompt = prompt(task, 3);

        assertThat(prompt.exact()).isTrue();
        assertThat(prompt.prompt().sent().recalled()).isEmpty();
        assertThat(prompt.text())
                .contains("[The first step of your work on this are left out here")
                .contains("[Cut here: 1000 of 20000 characters are shown.")
                .doesNotContain("Hello yourself");
    }

    @Test
    void anEngineThatIsSentNoToolsIsShownNone() {
        Cut none = Cut.parse("w1");
        walden.gateway.cut(Cut.NONE, none);
        TaskId other = walden.run("1 + 2?").id();
        walden.gateway.cut(none, none);
        TaskId first = walden.run("1 + 2?").id();

        assertThat(prompt(first, 1).exact()).isTrue();
        assertThat(prompt(first, 1).cut()).isEqualTo("w1");
        assertThat(prompt(first, 1).text()).contains("1 + 2?").doesNotContain("=== tool");
        assertThat(prompt(other, 1).text()).contains("1 + 2?").doesNotContain("=== tool");
    }

    @Test
    void whereAnotherEngineAnsweredItsPromptIsShownAndItIsNamed() {
        walden.engine().recordTools();
        walden.gateway.cut(Cut.NONE, new Cut(1, 0, 0, 0, 0, 0, 0));
        TaskId task = walden.run("1 + 2?").id();

        StepPrompt prompt = prompt(task, 1);

        assertThat(prompt.exact()).isTrue();
        assertThat(prompt.fallback()).isEqualTo(new StepPrompt.Fallback("fake", "i1"));
        assertThat(prompt.cut()).isEqualTo("i1");
        assertThat(prompt.text()).contains("1 + 2?").doesNotContain("The sky is blue.");
    }

    @Test
    void anEngineThatAnsweredInPlaceOfAnotherIsNamedAlsoWhenItWasSentTheSame() {
        walden.engine().recordTools();
        walden.gateway.answeredBy("backup");
        TaskId task = walden.run("1 + 2?").id();

        assertThat(prompt(task, 1).exact()).isTrue();
        assertThat(prompt(task, 1).fallback()).isEqualTo(new StepPrompt.Fallback("backup", ""));
    }

    @Test
    void whereNoneAnsweredWhatTheFirstWasSentIsShown() {
        walden.engine().recordTools();
        walden.gateway.think(replies(new Reply.Unavailable("timeout", "No answer.")));
        walden.gateway.cut(new Cut(1, 0, 0, 0, 0, 0, 0), Cut.NONE);
        TaskId task = walden.run("1 + 2?").id();

        assertThat(prompt(task, 1).fallback()).isNull();
        assertThat(prompt(task, 1).cut()).isEqualTo("i1");
    }

    @Test
    void stepsBehindAFailureAndAnAnswerThatWasSentBackAreExactlyWhatWasSent() {
        String schema = "{\"type\":\"object\",\"required\":[\"n\"]}";
        walden.toolbox.with("break", SideEffect.NONE, (_, _) -> new CallResult.Failed("It is broken.", true));
        walden.engine().recordTools();
        walden.gateway.think(replies(calls("break"), calls("fetch"), answer("five"), answer("{\"n\":5}")));
        Cut cut = new Cut(0, 0, 0, 1000, 0, 0, 0);
        walden.gateway.cut(cut, cut);
        TaskId task = walden.service()
                .submit(new TaskSubmission(
                        "1 + 2?", null, Space.DEFAULT, null, WantedLimits.NONE, Map.of(), "key1", null, schema, null));
        assertThat(walden.rest(task).structured()).isEqualTo("{\"n\":5}");

        for (int step = 1; step <= 4; step++) {
            assertThat(prompt(task, step).missing()).as("step " + step).isEmpty();
            assertThat(prompt(task, step).exact()).as("step " + step).isTrue();
            assertThat(prompt(task, step).text()).contains("valid by this JSON Schema:\n" + schema);
        }
        assertThat(prompt(task, 4).text())
                .containsSubsequence(
                        "=== result of c1 (break)\nThe call failed. It is broken.",
                        "=== note\n",
                        "[Cut here: 1000 of 20000 characters are shown.",
                        "=== assistant\nfive",
                        "=== note\nThe answer does not fit the JSON Schema: it is no JSON.");
    }

    @Test
    void toolsThatAFullDiskKeptFromTheLogAreNamedAmongWhatMayBeDifferent() {
        walden.engine().recordTools();
        walden.toolbox.with("later", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.killAndRestart();
        walden.log().full(true);
        walden.engine().recordTools();
        walden.log().full(false);
        TaskId task = walden.run("1 + 2?").id();

        assertThat(prompt(task, 1).exact()).isFalse();
        assertThat(prompt(task, 1).missing()).singleElement().asString().contains("tools", "disk was full");
    }

    @Test
    void aTaskIsToldTheRulesThatItBeganWithThroughoutAlsoAfterACrash() {
        walden.engine().recordTools();
        walden.memory.ruledBy(70, "Answer in German.");
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> {
            walden.memory.ruledBy(80, "Answer in French.");
            return succeeded("3");
        });
        TaskId first = walden.run("1 + 2?").id();
        TaskId next = walden.run("2 + 2?").id();

        walden.killAndRestart();

        assertThat(walden.events(first, ContextGathered.class)).singleElement().returns(70L, ContextGathered::rules);
        for (int step = 1; step <= 3; step++) {
            assertThat(walden.gateway.prompts().get(step - 1).rules()).isEqualTo("Answer in German.");
            assertThat(prompt(first, step).missing()).as("step " + step).isEmpty();
            assertThat(prompt(first, step).exact()).as("step " + step).isTrue();
            assertThat(prompt(first, step).text()).contains("BEGIN RULES\nAnswer in German.\nEND RULES");
        }
        assertThat(prompt(next, 1).prompt().sent().rules()).isEqualTo("Answer in French.");
        assertThat(prompt(next, 1).exact()).isTrue();
    }

    @Test
    void whatWasForgottenSinceSaysSo() {
        walden.engine().recordTools();
        TaskId task = walden.run("1 + 2?").id();
        walden.memory.forgetAll();
        walden.memory.with(new RecalledItem("m1", "fact", null, TaskMemory.FORGOTTEN, 1, true));

        StepPrompt prompt = prompt(task, 1);

        assertThat(prompt.exact()).isFalse();
        assertThat(prompt.missing()).containsExactly("Words of recalled items were forgotten since: m1.");
        assertThat(prompt.text()).contains("[m1] (fact, 1) [forgotten]").doesNotContain("The sky is blue.");
    }

    @Test
    void toolsThatWereNotRecordedAreToldToBeMissing() {
        TaskId task = walden.run("1 + 2?").id();

        assertThat(prompt(task, 1).exact()).isFalse();
        assertThat(prompt(task, 1).missing()).containsExactly("Which tools were offered was not recorded then.");
    }

    @Test
    void toolsAreRecordedWhenTheyAreOthersAndThoseOfTheTimeAreTold() {
        walden.engine().recordTools();
        walden.killAndRestart();
        walden.engine().recordTools();
        TaskId before = walden.run("before").id();
        walden.toolbox.with("later", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.killAndRestart();
        walden.engine().recordTools();
        TaskId after = walden.run("after").id();

        assertThat(walden.everything().stream().filter(entry -> entry.event() instanceof ToolsOffered))
                .hasSize(2);
        assertThat(tools(before)).containsExactlyInAnyOrder("add", "fetch");
        assertThat(tools(after)).containsExactlyInAnyOrder("add", "fetch", "later");
        assertThat(prompt(before, 1).exact()).isTrue();
        assertThat(prompt(after, 1).exact()).isTrue();
    }

    private List<String> tools(TaskId task) {
        return prompt(task, 1).prompt().sent().tools().stream()
                .map(ToolDescriptor::name)
                .toList();
    }

    private StepPrompt prompt(TaskId task, int step) {
        return walden.service().prompt(task, step).orElseThrow();
    }
}
