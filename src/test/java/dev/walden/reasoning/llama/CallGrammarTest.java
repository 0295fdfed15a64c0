package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules made of schemas, and calls read back. */
final class CallGrammarTest {

    private static final Prompt PROMPT =
            Prompts.with(List.of(), List.of(), List.of(Prompts.tool("write", "{\"type\":\"object\"}")));

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            {} => value
            {"type":"string"} => string
            {"type":"string","maxLength":9} => "\\"" char{0,9} "\\""
            {"type":"string","maxLength":900000} => string
            {"type":"integer","minimum":1} => positive
            {"type":"integer","minimum":0} => whole
            {"type":"integer"} => integer
            {"type":"integer","minimum":1,"maximum":3} => ("1" | "2" | "3")
            {"type":"integer","minimum":1.0,"maximum":1e0} => "1"
            {"type":"integer","minimum":9223372036854775806,"maximum":9223372036854775807} => ("9223372036854775806" | "9223372036854775807")
            {"type":"integer","minimum":9223372036854775800,"maximum":9223372036854775850} => positive
            {"type":"integer","minimum":-9223372036854775850,"maximum":-9223372036854775800} => integer
            {"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807} => integer
            {"type":"integer","minimum":1e300,"maximum":1e300} => positive
            {"type":"integer","minimum":0.2,"maximum":0.8} => positive
            {"type":"integer","minimum":3,"maximum":1} => positive
            {"type":["string","null"]} => (string | null)
            {"const":"a\\"b"} => "\\"a\\\\\\"b\\""
            {"enum":["x",2,null]} => ("\\"x\\"" | "2" | "null")
            {"anyOf":[{"type":"number"},{"const":true}]} => (number | "true")
            {"type":"string","anyOf":[{"const":"a"},{"const":"b"}]} => ("\\"a\\"" | "\\"b\\"")
            {"type":"string","anyOf":[{"format":"date"},{"type":"string"}]} => string
            {"type":"object","oneOf":[{"required":["a"]},{"required":["b"]}]} => object
            {"properties":{"a":{"type":"null"}},"oneOf":[{"required":["a"]},{"required":["b"]}]} => "{" ws (member-0)? ws "}"
            {"type":"object","properties":{"a":{"type":"null"}},"oneOf":[{"properties":{"b":{}}},{"required":["a"]}]} => object
            {"properties":{"a":{"type":"null"}},"oneOf":[{"type":"string"},{"required":["a"]}]} => value
            {"type":["object","null"],"properties":{"a":{}},"anyOf":[{"properties":{"b":{}}},{"type":"null"}]} => value
            {"type":"object"} => object
            {"type":"object","additionalProperties":false} => "{" ws "}"
            {"$ref":"https://example.org/other"} => value
            {"type":"array","items":true,"maxItems":0} => "[" ws "]"
            """)
    void aSchemaIsARule(String schema, String rule) {
        assertThat(new SchemaRules(new Grammar(), JsonText.object(schema).orElseThrow()).body())
                .isEqualTo(rule);
    }

    @Test
    void aSchemaThatSpeaksOfItselfHasAnEnd() {
        String schema = """
                {"type":"object","properties":{"next":{"$ref":"#/$defs/node"}},
                 "$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}}}}}""";

        assertThat(CallGrammar.of(List.of(Prompts.tool("walk", schema)), false, 8))
                .contains("definition-", "\"\\\"next\\\"\" \":\" ws definition-");
    }

    /** Their rules as the audit of a grammar would see them: what a rule begins with is not the rule itself. */
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            {"$ref":"#/$defs/a"} => definition-0 ::= value
            {"anyOf":[{"type":"string"},{"$ref":"#/$defs/a"}]} => definition-0 ::= (string | value)
            {"$ref":"#/$defs/b"} => definition-1 ::= value
            {"anyOf":[{"type":"array","items":{"$ref":"#/$defs/b"}},{"$ref":"#/$defs/b"}]} => definition-0 ::= ("[" ws (item-2 ("," ws item-2){0,})? ws "]" | value)
            """)
    void whatBeginsWithItselfIsAnyValue(String schema, String rule) {
        String walk = "{\"properties\":{\"x\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":" + schema
                + ",\"b\":{\"$ref\":\"#/$defs/a\"}}}";
        Grammar grammar = new Grammar();

        new SchemaRules(grammar, JsonText.object(walk).orElseThrow()).body();

        assertThat(grammar.from("x").lines()).contains(rule);
    }

    @Test
    void theArgumentsOfACallAreAnObject() {
        String schema = "{\"type\":\"object\",\"oneOf\":[{\"required\":[\"id\"]},{\"required\":[\"query\"]}]}";

        assertThat(CallGrammar.of(List.of(Prompts.tool("write", schema)), false, 8))
                .contains("\"\\\"arguments\\\":\" ws object ws \"}\"");
    }

    @Test
    void anObjectIsAnAnswerOnlyWhereJsonIsAskedFor() {
        List<ToolDescriptor> tools = PROMPT.tools();

        assertThat(CallGrammar.of(tools, true, 8)).contains(" | object | [^{ ");
        assertThat(CallGrammar.of(tools, false, 8)).doesNotContain("| object |");
        assertThat(ToolCalls.offered(PROMPT, 8)).contains("Otherwise answer in plain words.");
        assertThat(ToolCalls.offered(PROMPT.answering("{}"), 8))
                .contains("Otherwise give the final answer: its JSON and nothing else.")
                .doesNotContain("plain words");
    }

    @Test
    void whereOneCallIsTheMostTheGrammarHasNoPlaceForAnother() {
        List<ToolDescriptor> tools = PROMPT.tools();

        assertThat(CallGrammar.of(tools, false, 8)).contains("(\"\\n\" call-1){0,7} | ");
        assertThat(CallGrammar.of(tools, false, 1)).doesNotContain("\"\\n\" call");
        assertThat(ToolCalls.offered(PROMPT, 1)).contains("To call one, answer with nothing but one line: {");
    }

    @Test
    void whatIsNoCallOfAnOfferedToolIsAnAnswerWhereJsonIsAskedFor() {
        String call = "{\"tool\":\"write\",\"arguments\":{}}";
        String other = "{\"tool\":\"hammer\",\"arguments\":{}}";
        String more = "{\"tool\":\"write\",\"arguments\":{},\"price\":3}";
        Prompt json = PROMPT.answering("{}");

        assertThat(ToolCalls.in(call, json)).contains(List.of(ToolCall.of("call_1", "write", Map.of())));
        assertThat(ToolCalls.in(other, json)).isEmpty();
        assertThat(ToolCalls.in(more, json)).isEmpty();
        assertThat(ToolCalls.in(other, PROMPT)).isPresent();
    }

    @Test
    void callsAreReadAsTheyAreWritten() {
        ToolCall call = ToolCall.of("call_1", "write", Map.of("text", "two\nlines"));
        ToolCall other = ToolCall.of("call_2", "write", Map.of());

        assertThat(ToolCalls.in(ToolCalls.line(call) + "\n" + ToolCalls.line(other), PROMPT))
                .contains(List.of(call, other));
    }

    @Test
    void whatIsNoCallIsNoneEvenIfItIsJson() {
        assertThat(ToolCalls.in("{\"tool\": 1, \"arguments\": {}}", PROMPT)).isEmpty();
        assertThat(ToolCalls.in("{\"tool\": \"a\", \"arguments\": {}}\nand more", PROMPT))
                .isEmpty();
        assertThat(ToolCalls.in("", PROMPT)).isEmpty();
    }
}
