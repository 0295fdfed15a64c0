package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.JsonText.JsonObject;
import dev.walden.activity.JsonText.Malformed;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON text of models and people. */
class JsonTextTest {

    @Test
    void numbersKeepTheirValue() {
        var parsed = (JsonObject) JsonText.parseObject("{\"a\":1,\"b\":12345678901234567890,\"c\":0.10,\"d\":1e3}");

        assertThat(parsed.members())
                .containsEntry("a", 1L)
                .containsEntry("b", new BigInteger("12345678901234567890"))
                .containsEntry("c", new BigDecimal("0.10"))
                .containsEntry("d", new BigDecimal("1E+3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "1", "null", "{\"a\":1} x", "{\"a\":1,\"a\":2}", "{a:1}", "{\"a\":01}"})
    void whatIsNoObjectIsMalformed(String text) {
        assertThat(JsonText.parseObject(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void nestingBeyondTheLimitIsMalformed() {
        String deep = "{\"a\":" + "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH) + "}";

        assertThat(JsonText.parseObject(deep)).isInstanceOf(Malformed.class);
    }

    @Test
    void theDeepestAllowedNestingFitsAnEvent() {
        String deep = "{\"a\":" + "[".repeat(JsonText.MAX_DEPTH - 1) + "]".repeat(JsonText.MAX_DEPTH - 1) + "}";

        var parsed = (JsonObject) JsonText.parseObject(deep);

        assertThat(ActivityJson.write(Samples.started(parsed.members()))).isNotEmpty();
    }

    @Test
    void whatWasReadIsWrittenAlike() {
        String text = "{\"b\":[1,2.50,null],\"a\":\"é\",\"c\":{}}";

        var parsed = (JsonObject) JsonText.parseObject(text);

        assertThat(JsonText.write(parsed.members())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":100,\"a\":{\"d\":1,\"c\":[0.5]}}",
                "{ \"a\" : {\"c\":[0.50],\"d\":1.0}, \"b\": 1e2 }",
                "{\"a\":{\"d\":1,\"c\":[5e-1]},\"b\":100.00}"
            })
    void equalValuesHaveOneCanonicalText(String text) {
        assertThat(CanonicalJson.of(((JsonObject) JsonText.parseObject(text)).members()))
                .isEqualTo("{\"a\":{\"c\":[0.5],\"d\":1},\"b\":1E+2}");
        assertThat(CanonicalJson.sha256OfText(text))
                .isEqualTo(CanonicalJson.sha256OfText("{\"a\":{\"c\":[0.5],\"d\":1},\"b\":1E+2}"))
                .hasSize(64);
    }

    @Test
    void differentOrderInAListIsADifferentText() {
        assertThat(CanonicalJson.sha256OfText("{\"a\":[1,2]}"))
                .isNotEqualTo(CanonicalJson.sha256OfText("{\"a\":[2,1]}"));
    }
}
