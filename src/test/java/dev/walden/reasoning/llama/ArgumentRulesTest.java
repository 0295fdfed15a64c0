package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.JsonText;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for the arguments of a tool: an object's in any case, whatever its schema says or leaves open. */
final class ArgumentRulesTest {

    private static String rule(String schema) {
        return new SchemaRules(new Grammar(), JsonText.object(schema).orElseThrow()).arguments();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"object\"}",
                "{\"type\":\"string\"}",
                "{\"type\":[\"null\",\"object\"]}",
                "{\"const\":5}",
                "{\"type\":\"object\",\"oneOf\":[{\"required\":[\"id\"]},{\"required\":[\"query\"]}]}",
                "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
                "{\"type\":\"object\",\"anyOf\":[{\"type\":\"string\"},true]}",
                "{\"$ref\":\"https://example.org/other\"}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}",
                "{\"oneOf\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/a\"},{\"type\":\"null\"}]}}}"
            })
    void whatSaysNoPropertiesIsAnyObject(String schema) {
        assertThat(rule(schema)).isEqualTo("object");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            "oneOf":[{"required":["a"]},{"required":["b"]}] => ("{" ws member-0 ("," ws member-1)? ws "}" | "{" ws member-3 ("," ws member-2)? ws "}")
            "oneOf":[{"description":"this"},{"description":"that"}] => "{" ws (member-0 ("," ws member-1)? | member-1)? ws "}"
            "anyOf":[{"type":"string"},{"required":["a","b"]}] => "{" ws member-0 "," ws member-1 ws "}"
            "allOf":[{"required":["a"]},{"required":["b"]}] => "{" ws member-0 "," ws member-1 ws "}"
            "anyOf":[{"$ref":"#/$defs/c"}],"required":["a","b"] => "{" ws member-0 "," ws member-1 "," ws member-2 ws "}"
            """)
    void choicesBesidePropertiesAreMadeOneByOne(String choices, String rule) {
        String schema = """
                {"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"}},
                 "$defs":{"c":{"properties":{"c":{"type":"null"}},"required":["c"]}},%s}""".formatted(choices);

        assertThat(rule(schema)).isEqualTo(rule);
    }

    @Test
    void aPropertyThatTellsTheFormsApartHasTheValueOfEach() {
        Grammar grammar = new Grammar();
        String schema = """
                {"type":"object","properties":{"way":{"type":"string"}},"required":["way"],
                 "oneOf":[{"properties":{"way":{"const":"up"}}},{"properties":{"way":{"const":"down"}}}]}""";

        new SchemaRules(grammar, JsonText.object(schema).orElseThrow()).arguments();

        assertThat(grammar.from("x").lines())
                .contains(
                        "member-0 ::= \"\\\"way\\\"\" \":\" ws \"\\\"up\\\"\"",
                        "member-1 ::= \"\\\"way\\\"\" \":\" ws \"\\\"down\\\"\"");
    }

    /** A schema of sixty lines that means more forms than there is memory for, and one of too many to look at. */
    @Test
    void tooManyChoicesAreAnyObject() {
        String forms = IntStream.range(0, 60)
                .mapToObj("{\"anyOf\":[{\"required\":[\"a%1$d\"]},{\"required\":[\"b%1$d\"]}]}"::formatted)
                .collect(Collectors.joining(","));
        String looks = String.join(",", Collections.nCopies(300, "{\"required\":[\"a\"]}"));

        assertThat(rule("{\"properties\":{\"a\":{}},\"allOf\":[" + forms + "]}"))
                .isEqualTo("object");
        assertThat(rule("{\"properties\":{\"a\":{}},\"anyOf\":[" + looks + "]}"))
                .isEqualTo("object");
    }
}
