package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Fitting.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What of answers that were sent back, of schemas, and for engines that call no tools, there is room for. */
final class ScarceRoomTest {

    private static final String LONG = "word ".repeat(2400);
    private static final Message.Note NOTE = new Message.Note("The answer does not fit.");

    @Test
    void anAnswerThatWasSentBackIsShortenedToo() {
        Fitted fitted = Fitting.of(sentBack(), room(1500, true, false));

        List<Message> messages = fitted.prompt().messages();
        assertThat(fitted.fits()).isTrue();
        assertThat(messages).hasSize(5).last().isEqualTo(NOTE);
        assertThat(messages.get(3).text())
                .startsWith("{\"n\":\"word ")
                .endsWith(" of 12006 characters are shown.]")
                .hasSizeLessThan(3000);
    }

    @Test
    void theStepBeforeAnAnswerThatWasSentBackIsTheLatest() {
        Fitted fitted = Fitting.of(sentBack(), room(5000, true, false));

        assertThat(fitted.cut()).isEqualTo(new Cut(0, 0, 0, 8000, 0, 0, 6003));
    }

    @Test
    void whereOnlyAnAnswerIsCutThereIsNothingToReadOnIn() {
        Prompt prompt = Prompts.with(
                List.of(),
                List.of(new Message.User("Find it."), Message.Assistant.answering(LONG), NOTE),
                List.of(Prompts.tool(LongResult.TOOL, "{}")));

        Fitted fitted = Fitting.of(prompt, room(1500, true, false));

        assertThat(fitted.fits()).isTrue();
        assertThat(fitted.prompt().messages().get(1).text())
                .contains("[Cut here: ")
                .doesNotContain("Read on");
        assertThat(fitted.prompt().tools()).isEmpty();
    }

    @Test
    void anEngineWithoutToolsIsNotToldToReadOn() {
        Room narrow = room(1200, false, false);
        for (int steps = 1; steps < 6; steps++) {
            Prompt prompt = steps(steps);

            Fitted fitted = Fitting.of(prompt, narrow);

            assertThat(fitted.fits()).isTrue();
            assertThat(fitted.cut().text()).endsWith(",w1");
            assertThat(fitted.prompt().messages().toString())
                    .contains(" characters are shown.]")
                    .doesNotContain("read_blob");
            assertThat(fitted.prompt().tools()).isEmpty();
            assertThat(PastPrompt.of(prompt, fitted.cut().text()).sent()).isEqualTo(fitted.prompt());
        }
        assertThat(Fitting.of(steps(5), narrow).prompt().messages().getFirst().text())
                .endsWith("are left out here, as the prompt would be too long.]");
    }

    @Test
    void aSchemaThatIsSentBesideTheWordsTakesItsRoomTwice() {
        Prompt prompt = Prompts.of(new Message.User("How many?")).answering("x".repeat(3000));

        assertThat(Fitting.of(prompt, room(1800, true, false)).fits()).isTrue();
        assertThat(Fitting.of(prompt, room(1800, true, true)).fits()).isFalse();
    }

    @Test
    void aResultThatIsHardlyTooLongIsNotCut() {
        Prompt prompt = offering(List.of(
                new Message.User("Find it."),
                call(1),
                new Message.ToolResult("c1", "t", "x".repeat(8050), true, true)));

        assertThat(Fitting.of(prompt, room(1_000_000, true, false)).cut()).isEqualTo(Cut.NONE);
    }

    private static Prompt sentBack() {
        return offering(List.of(
                new Message.User("Find it."),
                call(1),
                new Message.ToolResult("c1", "t", LONG, true, false),
                Message.Assistant.answering("{\"n\":\"" + LONG),
                NOTE));
    }

    private static Prompt steps(int many) {
        List<Message> messages = new ArrayList<>(List.of(new Message.User("Find it.")));
        for (int i = 1; i <= many; i++) {
            messages.add(call(i));
            messages.add(new Message.ToolResult("c" + i, "t", LONG, true, false));
        }
        return offering(messages);
    }

    /** With the tool that reads on in what is cut. */
    private static Prompt offering(List<Message> messages) {
        return Prompts.with(List.of(), messages, List.of(Prompts.tool(LongResult.TOOL, "{}")));
    }

    private static Message call(int number) {
        return new Message.Assistant("", List.of(ToolCall.of("c" + number, "t", Map.of())));
    }

    private static Room room(int tokens, boolean tools, boolean schemas) {
        return new Room(OptionalInt.of(tokens), 8000, tools, schemas, TokenCounter.ESTIMATE);
    }
}
