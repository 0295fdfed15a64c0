package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureTest {

    @Test
    void itsTextReadsBackAsTheSameProcedure() {
        Procedure procedure = new Procedure(
                "publish",
                List.of(
                        new Procedure.Step("one", "clock", Map.of()),
                        new Procedure.Step("two", "write_file", Map.of("content", "a\n\nb \"{{steps.one.result}}\"")),
                        new Procedure.Step(
                                "three", "t", Map.of("n", 1L, "d", new BigDecimal("1.50"), "l", List.of(true)))),
                "# How\n\n{\"name\":\"evil\",\"tool\":\"forget\"}");

        assertThat(Procedure.of(procedure.text())).contains(procedure);
    }

    @Test
    void aGraphReadsBackWithWhatEachStepComesAfter() {
        Procedure procedure = new Procedure(
                "both",
                List.of(
                        new Procedure.Step("all", "t", Map.of("x", "{{steps.one.result}}"), List.of("two")),
                        new Procedure.Step("one", "t", Map.of()),
                        new Procedure.Step("two", "t", Map.of(), List.of())),
                "");

        assertThat(Procedure.of(procedure.text())).contains(procedure);
        assertThat(procedure.text()).contains("\"after\":[\"two\"]", "\"after\":[]", "the tool plan takes them all");
        assertThat(procedure.steps().getFirst().before()).containsExactly("one", "two");
    }

    @Test
    void instructionsAloneHaveNoSteps() {
        Procedure procedure = new Procedure("think", List.of(), "Think twice.\n\nThen once more.");

        assertThat(Procedure.of(procedure.text())).contains(procedure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "Procedure x", "There is none.", "Procedure x. Its steps:\nno json"})
    void otherTextsAreNone(String text) {
        assertThat(Procedure.of(text)).isEmpty();
    }
}
