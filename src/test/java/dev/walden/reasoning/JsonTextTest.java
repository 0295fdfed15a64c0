package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void everyKindOfValueIsReadExactly() {
        String text = " {\"s\":\"a\\n\\u00e9\\\"\",\"n\":-7,\"big\":123456789012345678901,\"d\":0.10,\"e\":1e3,"
                + "\"l\":[true,false,null,{}],\"o\":{\"k\":[]}} ";

        assertThat(JsonText.object(text)).hasValueSatisfying(object -> {
            assertThat(object).containsEntry("s", "a\né\"").containsEntry("n", -7L);
            assertThat(object).containsEntry("big", new BigInteger("123456789012345678901"));
            assertThat(object).containsEntry("d", new BigDecimal("0.10")).containsEntry("e", new BigDecimal("1e3"));
            assertThat(object).containsEntry("l", Arrays.asList(true, false, null, Map.of()));
            assertThat(object).containsEntry("o", Map.of("k", List.of()));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"x\"",
                "{",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1} x",
                "{\"a\":NaN}",
                "{\"a\":.5}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":tru}",
                "{\"a\" 1}",
                "{\"a\":1e99999}",
                "null"
            })
    void anythingButOneObjectIsNotTaken(String text) {
        assertThat(JsonText.object(text)).isEmpty();
    }

    @Test
    void nestingHasABound() {
        assertThat(JsonText.object("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"))
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        Map<String, Object> object =
                Map.of("a \"b\"\\\u0007", List.of("é\uD83D\uDE00", 1L, Map.of("x", new BigDecimal("1.50"))));

        assertThat(JsonText.object(JsonText.write(object))).contains(object);
    }
}
