package dev.walden.tools.web;

import dev.walden.conversation.Clipped;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a person would read of an answer. Immutable.
 *
 * @param title empty for none
 */
record Page(String title, String text) {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\\s;\"]+)");
    private static final Pattern TEXT = Pattern.compile(
            "text/.*|application/(?:.*\\+)?(?:json|xml|yaml)|application/(?:javascript|x-yaml|x-ndjson|toml)");
    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> AROUND = Set.of("nav", "aside", "footer");
    private static final Set<String> AROUND_A_BODY = Set.of("nav", "aside", "footer", "header");
    /** A part that says less is no main part, whatever it is called. */
    private static final int LEAST_MAIN_CHARACTERS = 200;

    /** Characters of what a server says, in a sentence of ours. */
    private static final int MOST_QUOTED = 100;

    private static final int SNIFFED = 1000;

    /**
     * Reads an answer whose body is bytes.
     *
     * @param withLinks whether links are numbered, and listed at the end
     * @throws ToolException when it is of no type that is read
     */
    static Page of(Response answer, boolean withLinks) throws ToolException {
        String contentType = answer.headers().getOrDefault("content-type", "");
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        String encoding = answer.headers().getOrDefault("content-encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw ToolException.untrusted(
                    "The page came packed (" + Clipped.of(encoding, MOST_QUOTED) + "), though that was not asked for.");
        }
        byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        Optional<Charset> charset = charset(contentType);
        if (HTML.contains(type)
                || (type.isEmpty() && answer.body().stripLeading().startsWith("<"))) {
            return ofHtml(body, charset, answer.address(), withLinks);
        }
        if (TEXT.matcher(type).matches() || (type.isEmpty() && isText(answer.body()))) {
            return new Page("", new String(body, charset.orElse(StandardCharsets.UTF_8)).replace("\uFEFF", ""));
        }
        throw ToolException.untrusted(
                "The page is of type \"" + Clipped.of(type, MOST_QUOTED) + "\" (" + body.length
                        + " bytes). Read are HTML, text, Markdown, JSON, XML; a person can add other documents to a knowledge base.");
    }

    private static Page ofHtml(byte[] body, Optional<Charset> charset, String address, boolean withLinks)
            throws ToolException {
        try {
            Document document = ParsedHtml.of(body, charset, address);
            return new Page(document.title(), main(document, withLinks));
        } catch (ParsedHtml.TooLargeException _) {
            throw ToolException.trusted("The page was not read: it is made of more than " + ParsedHtml.MOST_NODES
                    + " elements, attributes and texts.");
        } catch (IOException e) {
            throw ToolException.untrusted(
                    "The page cannot be read: " + Clipped.of(String.valueOf(e.getMessage()), MOST_QUOTED) + ".", e);
        }
    }

    /** The part that calls itself the main one, else what is not around it, else everything. */
    private static String main(Document document, boolean withLinks) {
        Element main = document.selectFirst("main, [role=main]");
        if (main == null && document.select("article").size() == 1) {
            main = document.selectFirst("article");
        }
        String text = main == null ? "" : text(main, AROUND, withLinks);
        if (text.length() < LEAST_MAIN_CHARACTERS) {
            String body = text(document.body(), AROUND_A_BODY, withLinks);
            text = body.isBlank() ? text(document.body(), Set.of(), withLinks) : body;
        }
        return text;
    }

    private static String text(Element part, Set<String> without, boolean withLinks) {
        PageText text = new PageText(without, withLinks);
        part.filter(text);
        return text.text();
    }

    private static boolean isText(String body) {
        return body.substring(0, Math.min(SNIFFED, body.length())).indexOf('\0') < 0;
    }

    /** As the server says; else HTML says it itself, and other text is UTF-8. */
    private static Optional<Charset> charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
