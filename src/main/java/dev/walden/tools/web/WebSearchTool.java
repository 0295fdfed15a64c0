package dev.walden.tools.web;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** Searches the web by the configured search. Thread-safe. */
final class WebSearchTool implements Tool, AutoCloseable {

    private static final long DEFAULT_COUNT = 8;
    private static final Duration MARGIN = Duration.ofMillis(250);
    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
                    "web_search",
                    "Searches the web and answers with titles, addresses and a few words of each page, the best first. Read a page"
                            + " that looks right with fetch_page.",
                    """
                    {"type":"object","properties":{
                    "query":{"type":"string","minLength":1,"maxLength":400,"description":"what to look for"},
                    "count":{"type":"integer","minimum":1,"maximum":20,"description":"the most results wanted; 8 when absent"}},
                    "required":["query"],"additionalProperties":false}""",
                    SideEffect.NONE,
                    SearchProvider.AT_MOST.plusSeconds(5))
            .needing(Capability.NETWORK);

    private final SearchProvider provider;
    private final SearchResults results;
    private final InstantSource time;

    WebSearchTool(SearchProvider provider, SearchResults results, InstantSource time) {
        this.provider = provider;
        this.results = results;
        this.time = time;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
        Duration left = Duration.between(time.instant(), context.deadline()).minus(MARGIN);
        if (!left.isPositive()) {
            throw ToolException.trusted("Nothing was asked: too little time was left.");
        }
        int count = Math.toIntExact(input.optionalLong("count").orElse(DEFAULT_COUNT));
        String answer = provider.ask(input.string("query"), count, left);
        return ToolOutput.untrusted(results.told(answer, count));
    }

    @Override
    public void close() throws IOException {
        provider.close();
    }
}
