package dev.walden.tools.web;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundRequest;
import dev.walden.outbound.OutboundResult;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads the text of a web page through the guarded client. Thread-safe; a page is asked for anew by each call. */
final class FetchPageTool implements Tool {

    static final int MOST_CHARACTERS = 20_000;

    /** Where a part begins or ends amid the text. What looks for secrets looks for pieces of them on both sides of it. */
    private static final String CUT = "…";

    private static final int MOST_BYTES = 2 << 20;
    /** Time for the tool to tell its outcome itself, before the caller stops waiting. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    private static final Map<String, String> HEADERS = Map.of(
            "Accept", "text/html, application/xhtml+xml, text/markdown, text/plain, application/json, */*;q=0.1");
    private static final String SCHEMA = """
            {"type":"object","properties":{
            "url":{"type":"string","minLength":1,"maxLength":8192,"description":"http or https"},
            "from":{"type":"integer","minimum":0,"maximum":10000000,"description":"the character to read on from; 0 when absent"},
            "links":{"type":"boolean","description":"whether links are numbered in the text and listed at its end"}},
            "required":["url"],"additionalProperties":false}""";

    /** Trees of pages in memory at a time. */
    private static final int AT_A_TIME = 2;

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final GuardedHttpClient client;
    private final InstantSource time;
    private final ToolDescriptor descriptor;

    FetchPageTool(GuardedHttpClient client, InstantSource time) {
        this.client = client;
        this.time = time;
        this.descriptor = ToolDescriptor.of(
                        "fetch_page",
                        "Reads the text of a public web page, without navigation and scripts: HTML, text, Markdown, JSON. Answers with"
                                + " at most " + MOST_CHARACTERS + " characters, and says how to read on.",
                        SCHEMA,
                        SideEffect.NONE,
                        client.timeout().plusSeconds(5))
                .needing(Capability.NETWORK);
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        Duration left = Duration.between(time.instant(), context.deadline()).minus(MARGIN);
        if (!left.isPositive()) {
            throw ToolException.trusted("Nothing was asked: too little time was left.");
        }
        String url = input.string("url").replaceFirst("#.*", "");
        OutboundResult result =
                client.exchange(new OutboundRequest("GET", url, HEADERS, Optional.empty(), left, MOST_BYTES));
        return switch (result) {
            case OutboundResult.Response response -> read(response, input, context);
            case OutboundResult.Refused(String reason) ->
                throw ToolException.trusted("The page was not asked for. " + reason);
            case OutboundResult.Failed(String reason, boolean _) ->
                throw ToolException.untrusted("The page did not come. " + reason);
        };
    }

    private ToolOutput read(OutboundResult.Response response, ToolInput input, ToolContext context)
            throws ToolException, InterruptedException {
        Duration left = Duration.between(time.instant(), context.deadline()).minus(MARGIN);
        if (!turns.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS)) {
            throw ToolException.trusted("The page came and was not read: other pages took all the time there was.");
        }
        try {
            return ToolOutput.untrusted(told(response, input));
        } finally {
            turns.release();
        }
    }

    private static String told(OutboundResult.Response response, ToolInput input) throws ToolException {
        String notes = response.notes().isEmpty() ? "" : " [" + String.join(" ", response.notes()) + "]";
        if (response.status() < 200 || response.status() > 299) {
            throw ToolException.untrusted("The server answered with status " + response.status() + "." + notes);
        }
        boolean links = Boolean.TRUE.equals(input.values().get("links"));
        Page page = Page.of(response, links);
        String title = page.title().isBlank() ? "" : "Title: " + page.title() + "\n";
        return title + "Address: " + response.address() + notes + "\n\n"
                + part(page.text(), Math.toIntExact(input.optionalLong("from").orElse(0L)));
    }

    private static String part(String text, int from) throws ToolException {
        if (text.isBlank()) {
            return "[The page has no text; it may be made by scripts, which are not run.]";
        }
        if (from >= text.length()) {
            throw ToolException.trusted("The page has only " + text.length() + " characters; from is beyond its end.");
        }
        int begin = insidePair(text, from) ? from - 1 : from;
        int end = Math.min(text.length(), begin + MOST_CHARACTERS);
        end -= insidePair(text, end) ? 1 : 0;
        String rest = end == text.length()
                ? ""
                : CUT + "\n[Characters " + begin + " to " + end + " of " + text.length() + "; read on with from: " + end
                        + "]";
        return (begin == 0 ? "" : CUT) + text.substring(begin, end) + rest;
    }

    private static boolean insidePair(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }
}
