package dev.walden.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    @Test
    void gapsAreFilledInTextsListsAndObjectsAndOthersStay() {
        Map<String, @Nullable Object> values =
                Map.of("text", "a {{input.x}} b {{ input.y }} {{steps.s.result}}", "list", List.of("{{input.x}}", 1L));

        assertThat(Templates.fill(values, Map.of("input.x", "X", "input.y", 2L)))
                .containsEntry("text", "a X b 2 {{steps.s.result}}")
                .containsEntry("list", List.of("X", 1L));
    }

    @Test
    void aTextThatIsOneGapAloneTakesTheTypeOfItsFilling() {
        assertThat(Templates.fill(Map.of("n", "{{input.n}}", "m", "{{input.n}}."), Map.of("input.n", 5L)))
                .containsEntry("n", 5L)
                .containsEntry("m", "5.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{steps.s.result}}",
                "{{{steps.s.result}}}",
                "{",
                "{{",
                "{{{",
                "{{open}}",
                "{steps.s.result}}",
                "$1 \\"
            })
    void whatIsFilledInIsNeverReadForGaps(String filling) {
        Map<String, @Nullable Object> template = Map.of(
                "alone", "{{input.x}}", "twice", "{{input.x}}{{input.x}}", "beside", "{{{input.x}}{steps.s.result}}");

        Map<String, @Nullable Object> filled = Templates.fill(template, Map.of("input.x", filling));

        assertThat(Templates.finish(filled, Map.of("steps.s.result", "SECRET")))
                .containsEntry("alone", filling)
                .containsEntry("twice", filling + filling)
                .containsEntry("beside", "{" + filling + "{steps.s.result}}");
    }

    @Test
    void randomFillingsComeThroughUnchanged() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder filling = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                filling.append(List.of("{", "}", "{{", "}}", "open", "steps.s.result", "x")
                        .get(random.nextInt(7)));
            }
            Map<String, @Nullable Object> filled =
                    Templates.fill(Map.of("a", "<{{input.x}}{{input.x}}>"), Map.of("input.x", filling.toString()));

            assertThat(Templates.finish(filled, Map.of("steps.s.result", "SECRET")))
                    .as("round %d", round)
                    .containsEntry("a", "<" + filling + filling + ">");
        }
    }

    @ParameterizedTest
    @CsvSource({"'{{input.a}} {{b}}','input.a,b'", "'{{}} {a} {{a}',''", "none,''"})
    void everyGapIsNamed(String text, String names) {
        List<String> found = new ArrayList<>();

        Templates.gaps(Map.of("list", List.of(text)), found::add);

        assertThat(String.join(",", found)).isEqualTo(names);
    }
}
