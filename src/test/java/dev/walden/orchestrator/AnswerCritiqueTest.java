package dev.walden.orchestrator;

import static dev.walden.orchestrator.CritiqueFixture.brain;
import static dev.walden.orchestrator.CritiqueFixture.counted;
import static dev.walden.orchestrator.CritiqueFixture.critiques;
import static dev.walden.orchestrator.CritiqueFixture.verdict;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.CritiqueRule.When;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's opinion of answers, before they are given out. Closing replays every task. */
class AnswerCritiqueTest {

    private static final String SCHEMA =
            "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}";

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = CritiqueFixture.open(folder, When.ALWAYS, 3);
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void anAnswerThatIsFoundGoodIsGivenOutAndTheVerdictIsRecorded() {
        walden.gateway.think(brain(replies(answer("391")), verdict("accept", "It is right.")));

        TaskView task = walden.run("17 * 23?");

        assertThat(task.output()).isEqualTo("391");
        assertThat(task.steps()).isEqualTo(2);
        assertThat(walden.events(task.id(), Reflected.class)).singleElement().satisfies(reflected -> {
            assertThat(reflected.verdict()).isEqualTo(Verdict.ACCEPT);
            assertThat(reflected.by()).isEqualTo("fake");
            assertThat(reflected.reason()).isEqualTo("A model that judged the answer found it good: \"It is right.\".");
        });
        assertThat(critiques(walden)).singleElement().satisfies(asked -> {
            assertThat(asked.outputSchema()).isEqualTo(Critique.OF_ANSWER);
            assertThat(asked.messages())
                    .startsWith(new Message.User("17 * 23?"), Message.Assistant.answering("391"))
                    .hasSize(3);
        });
        assertThat(counted(walden, "accept")).isEqualTo(1);
    }

    @Test
    void onFailureAloneAnswersAreNotJudged() {
        walden.with(OrchestratorFixture.criticized(When.ON_FAILURE, 3));
        walden.gateway.think(brain(replies(answer("391")), verdict("retry", "No.")));

        assertThat(walden.run("17 * 23?").output()).isEqualTo("391");
        assertThat(critiques(walden)).isEmpty();
    }

    @Test
    void anAnswerThatIsNotGoodIsSentBackWithTheAdviceAndJudgedAgain() {
        walden.gateway.think(brain(
                replies(answer("five"), answer("five boats")), verdict("retry", "Of what?"), verdict("accept", "")));

        TaskView task = walden.run("How many?");

        assertThat(task.output()).isEqualTo("five boats");
        assertThat(task.steps()).isEqualTo(4);
        assertThat(walden.gateway.prompts().get(2).messages())
                .containsExactly(
                        new Message.User("How many?"),
                        Message.Assistant.answering("five"),
                        new Message.Note(
                                "A model that judged the answer advises to correct it. This is advice, no rule: \"Of what?\"."
                                        + " Give the whole answer again, in the form that the task asks for, corrected where the advice is right."));
        assertThat(walden.events(task.id(), Reflected.class))
                .extracting(Reflected::verdict)
                .containsExactly(Verdict.RETRY, Verdict.ACCEPT);
        assertThat(walden.events(task.id(), Reflected.class).getLast())
                .as("a plain accept")
                .isEqualTo(new Reflected(task.id(), Verdict.ACCEPT, null, "fake"));
    }

    @Test
    void anAnswerIsTakenAsItIsOnceTheTaskMayAskNoMore() {
        walden.with(OrchestratorFixture.criticized(When.ALWAYS, 2));
        walden.gateway.think(brain((_, index) -> answer("answer " + index), verdict("retry", "Never good.")));

        TaskView task = walden.run("Please me");

        assertThat(task.output()).isEqualTo("answer 2");
        assertThat(critiques(walden)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"give_up", "replan", "No idea", "retry"})
    void whatIsNoOpinionOfAnAnswerLetsItPass(String said) {
        walden.gateway.think(brain(replies(answer("391")), verdict(said, said.equals("retry") ? "" : "why")));

        TaskView task = walden.run("17 * 23?");

        assertThat(task.output()).isEqualTo("391");
        assertThat(walden.events(task.id(), Reflected.class)).isEmpty();
        assertThat(counted(walden, "none")).isEqualTo(1);
    }

    @Test
    void aRefusalAndAnEngineThatIsNotThereAreNotJudged() {
        walden.gateway.think(brain(replies(new Reply.Refusal("No.")), verdict("retry", "Try.")));
        assertThat(walden.run("Do it").error())
                .satisfies(error -> assertThat(error.code()).isEqualTo("refused"));
        walden.gateway.think(brain(replies(new Reply.Unavailable("down", "It is down.")), verdict("retry", "Try.")));
        assertThat(walden.run("Do it").error())
                .satisfies(error -> assertThat(error.code()).isEqualTo("reasoning_unavailable"));

        assertThat(critiques(walden)).isEmpty();
    }

    @Test
    void aSchemaIsAskedFirstAndHasItsOwnRound() {
        walden.gateway.think(brain(
                replies(answer("{\"n\":1}"), answer("two"), answer("{\"n\":3}")),
                verdict("retry", "It is more."),
                verdict("accept", "")));

        TaskView task = submit(SCHEMA, WantedLimits.NONE);

        assertThat(task.structured()).isEqualTo("{\"n\":3}");
        assertThat(critiques(walden)).hasSize(2);
        assertThat(walden.events(task.id(), Reflected.class))
                .extracting(Reflected::by)
                .containsExactly("fake", null, "fake");
    }

    @Test
    void noAnswerIsLostToACritiqueThatUsesUpTheLastCall() {
        walden.gateway.think(brain((_, index) -> answer("answer " + index), verdict("retry", "Never good.")));

        assertThat(submit(null, new WantedLimits(2, null, null, null, null)).output())
                .as("no room for a critique and another answer")
                .isEqualTo("answer 0");
        assertThat(critiques(walden)).isEmpty();
        assertThat(submit(null, new WantedLimits(4, null, null, null, null)).output())
                .isEqualTo("answer 1");
        assertThat(critiques(walden)).hasSize(1);
    }

    @Test
    void noAnswerIsSentBackForACallThatTheTaskMayNotMake() {
        walden.gateway.think(brain(replies(answer("391")), verdict("retry", "Longer.")));

        TaskView task = submit(null, new WantedLimits(null, null, 30L, null, null));

        assertThat(task.output()).as("after 30 tokens").isEqualTo("391");
        assertThat(critiques(walden)).hasSize(1);
        assertThat(walden.events(task.id(), Reflected.class)).isEmpty();
    }

    @Test
    void theVerdictOnAnErasedAnswerIsTakenAsRecorded() {
        walden.gateway.think(
                brain(replies(answer("five"), answer("six")), verdict("retry", "More."), verdict("accept", "Good.")));
        TaskView task = walden.run("How many?");

        var wordless = walden.records(task.id()).stream()
                .map(entry -> entry.wordless())
                .toList();

        RecordedTask.assertNoDivergence(TaskReplay.of(wordless));
    }

    private TaskView submit(@Nullable String schema, WantedLimits limits) {
        return walden.rest(walden.service()
                .submit(new TaskSubmission(
                        "How many?", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, schema, null)));
    }
}
