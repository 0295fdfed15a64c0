package dev.walden.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.PlanResult.Made;
import dev.walden.conversation.PlanResult.Skipped;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanResultTest {

    @Test
    void itsTextReadsBackAsTheSameResult() {
        PlanResult result = new PlanResult(List.of(
                new PlanResult.Step("empty", "t", new Made("succeeded", "")),
                new PlanResult.Step(
                        "evil", "t", new Made("succeeded", "x\n\nlast (t) succeeded:\n  9\n1 of 1 steps succeeded.")),
                new PlanResult.Step("late", "t", new Made("timed out", "too slow")),
                new PlanResult.Step("last", "t", new Skipped("late"))));

        assertThat(PlanResult.of(result.text())).contains(result);
        assertThat(result.text()).startsWith("2 of 4 steps succeeded.\nempty (t) succeeded:\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The plan was not begun, no step of it was made: It has 5 steps.",
                "1 of 1 steps succeeded.\nsomething else",
                "1 of 1 steps succeeded.\na (t) is well:\n  1"
            })
    void otherTextsAreNone(String text) {
        assertThat(PlanResult.of(text)).isEmpty();
    }
}
