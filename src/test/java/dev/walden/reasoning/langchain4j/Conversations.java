package dev.walden.reasoning.langchain4j;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.Prompts;
import java.util.List;
import java.util.Map;

/** Prompts that engines are asked with in tests. */
final class Conversations {

    static final ToolDescriptor SEARCH = Prompts.tool("search", """
            {"type":"object","properties":{
              "query":{"type":"string","minLength":1,"description":"words"},
              "filter":{"type":"object","properties":{"tags":{"type":"array","items":{"type":"string"}}},"required":["tags"]}},
             "required":["query"],"additionalProperties":false}""");

    static final ToolDescriptor CLOCK = Prompts.tool("clock", "{\"type\":\"object\",\"properties\":{}}");

    /** A task, and two tools. */
    static final Prompt SHORT = Prompts.with(List.of(), List.of(new Message.User("Do it.")), List.of(SEARCH, CLOCK));

    /** Everything that a session can hold: turns without answers, failed calls, calls without results, arguments that are no object. */
    static final Prompt LONG = Prompts.with(
            List.of(new RecalledItem("m1", "fact", "The code is 5.", 3, true)),
            List.of(
                    new Message.Assistant("As I said.", List.of()),
                    new Message.Assistant("And again.", List.of()),
                    new Message.User("Earlier."),
                    new Message.User("And this."),
                    new Message.Assistant("", List.of(ToolCall.of("c1", "search", Map.of("query", "before")))),
                    new Message.ToolResult("c1", "search", "", true, true),
                    new Message.User("Do it."),
                    new Message.Assistant(
                            "Let me see.",
                            List.of(
                                    ToolCall.of("c1", "search", Map.of("query", "a \"quote\"\n")),
                                    new ToolCall("c2", "no such tool!", Map.of(), "{oops"),
                                    ToolCall.of("c3", "search", Map.of()))),
                    new Message.ToolResult("c1", "search", "Found.", true, false),
                    new Message.ToolResult("c2", "no such tool!", "Not an object.", false, true)),
            List.of(SEARCH, CLOCK));

    /** What Walden says of results, and of an answer that it sends back. */
    static final Prompt NOTED = Prompts.with(
            List.of(),
            List.of(
                    new Message.User("Do it."),
                    new Message.Assistant("", List.of(ToolCall.of("c1", "search", Map.of("query", "x")))),
                    new Message.ToolResult("c1", "search", "No such place.", false, true),
                    new Message.Note("Mend the arguments."),
                    Message.Assistant.answering("{}"),
                    new Message.Note("The answer does not fit.")),
            List.of(SEARCH, CLOCK));

    static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":3}},\"required\":[\"n\"]}";

    private Conversations() {}
}
