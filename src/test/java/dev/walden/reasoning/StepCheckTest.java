package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepCheckTest {

    private static final String CLOSED =
            "{\"type\":\"object\",\"properties\":{\"path\":{},\"content\":{}},\"additionalProperties\":false}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write_fil|path|the tool write_fil is not available here.",
                "write_file|pth|the tool write_file has no argument pth; it has path, content.",
            })
    void aStepThatCannotBeMadeIsTold(String tool, String argument, String reason) {
        assertThat(fault(CLOSED, tool, argument)).map(StepCheck.Fault::reason).hasValue(reason);
    }

    @Test
    void theFirstArgumentThatThereIsNotIsNamedWhateverItsValueIs() {
        assertThat(fault(CLOSED, "write_file", "path", "deep", "wide"))
                .map(StepCheck.Fault::argument)
                .hasValue("deep");
        assertThat(fault("{\"additionalProperties\":false}", "write_file", "path"))
                .map(StepCheck.Fault::reason)
                .hasValue("the tool write_file has no argument path; it has none.");
    }

    /** A missing argument and a wrong value are found by the call itself; a schema may take names that it does not list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CLOSED,
                "{\"type\":\"object\",\"properties\":{\"content\":{}}}",
                "{\"properties\":{\"content\":{}},\"additionalProperties\":{\"type\":\"string\"}}",
                "{\"patternProperties\":{\"^p\":{}},\"additionalProperties\":false}",
                "{}"
            })
    void aStepThatMayBeMadeHasNoFault(String schema) {
        assertThat(fault(schema, "write_file", "path")).isEmpty();
    }

    private static Optional<StepCheck.Fault> fault(String schema, String tool, String... arguments) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            given.put(argument, "x");
        }
        return new StepCheck(List.of(Prompts.tool("write_file", schema)))
                .fault(new Procedure.Step("save", tool, given));
    }
}
