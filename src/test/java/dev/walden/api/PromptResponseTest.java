package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.StepPrompt;
import dev.walden.reasoning.PastPrompt;
import dev.walden.reasoning.Prompts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromptResponseTest {

    private static final TaskId TASK = TaskId.parse("tabcdefghijkl2345").orElseThrow();

    @Test
    void argumentsAreToldAsTheModelGaveThem() {
        PastPrompt prompt = PastPrompt.of(
                Prompts.of(
                        new Message.User("Add."),
                        new Message.Assistant(
                                "",
                                List.of(
                                        ToolCall.of("c1", "add", Map.of("a", 1L)),
                                        new ToolCall("c2", "add", Map.of(), "{\"a\": oops")))),
                "");
        ReasoningStarted intent = new ReasoningStarted(TASK, "gpt", "agent-1", prompt.digest(), 1);

        PromptResponse told = PromptResponse.from(new StepPrompt(1, 7, intent, prompt, true, List.of(), null));

        assertThat(told.messages().getLast().calls())
                .containsExactly(
                        new PromptResponse.Call("c1", "add", Map.of("a", 1L), null),
                        new PromptResponse.Call("c2", "add", Map.of(), "{\"a\": oops"));
    }
}
