package dev.walden.tools.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @Test
    void whatIsReadIsWrittenAgainWithAllItsDigits() {
        String json = "{\"a\":[1,-12345678901234567890,1.10,true,null,\"é\\n\"],\"b\":{}}";

        Map<String, ?> object = Json.object(utf8(json));

        assertThat(Json.text(object)).isEqualTo(json);
        assertThat(Json.bytes(object)).isEqualTo(utf8(json));
    }

    @Test
    void aNumberIsWrittenWholeOrNotAtAll() {
        assertThat(Json.text(Map.of("a", 7))).isEqualTo("{\"a\":7}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.text(Map.of("a", 2.5)))
                .withMessageStartingWith("no JSON value");
    }

    @Test
    void arraysOfObjectsAreReadOneLevelDeep() {
        assertThat(Json.looseObjects(utf8("{\"a\":[1]}"))).containsExactly(Map.of("a", List.of(1L)));
        assertThat(Json.looseObjects(utf8("[{\"a\":1},{}]"))).containsExactly(Map.of("a", 1L), Map.of());
        for (String other : List.of("[[{}]]", "[{},1]", "[{}] {}", "[{}", "7", "")) {
            assertThatIllegalArgumentException().as(other).isThrownBy(() -> Json.looseObjects(utf8(other)));
        }
    }

    @Test
    void ofANameThatIsThereTwiceTheLastCountsOnlyWhereThatIsAllowed() {
        byte[] twice = utf8("{\"a\":1,\"a\":2}");

        assertThat(Json.looseObject(twice)).isEqualTo(Map.of("a", 2L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.object(twice))
                .withMessageStartingWith("no JSON: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | no JSON object.",
                "[1] | no JSON object.",
                "{} 1 | a JSON object with something behind it.",
                "{ | no JSON: "
            })
    void whatIsNoObjectIsToldInWordsThatFollowAColon(String json, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.looseObject(utf8(json)))
                .withMessageStartingWith(told);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.looseObject(new byte[] {'{', (byte) 0xff, '}'}))
                .withMessage("no UTF-8 text.");
    }

    /** A server may send one, in a description that is offered or a result that is told. */
    @Test
    void halfOfACharacterIsText() {
        Map<String, ?> object = Json.looseObject(utf8("{\"a\":\"\\ud800\"}"));

        assertThat(Json.text(object)).isEqualTo("{\"a\":\"\ud800\"}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
