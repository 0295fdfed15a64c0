package dev.walden.tools.web;

import dev.walden.conversation.Clipped;
import dev.walden.plugin.ToolException;
import dev.walden.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the results in what a search answered with, by pointers. Immutable. */
final class SearchResults {

    private static final int MOST_TITLE = 200;
    private static final int MOST_ADDRESS = 2000;
    private static final int MOST_SNIPPET = 500;
    private static final int MOST_NAMES = 10;

    private final JsonMapper mapper;
    private final Secrets secrets;
    private final JsonPointer results;
    private final JsonPointer title;
    private final JsonPointer address;
    private final JsonPointer snippet;

    SearchResults(JsonMapper mapper, WebSearchProperties properties, Secrets secrets) {
        this.mapper = mapper;
        this.secrets = secrets;
        results = JsonPointer.compile(properties.results());
        title = JsonPointer.compile(properties.title());
        address = JsonPointer.compile(properties.address());
        snippet = JsonPointer.compile(properties.snippet());
    }

    /** The first of them, as text for a model. */
    String told(String answer, int count) throws ToolException {
        List<String> told = new ArrayList<>();
        JsonNode found = array(answer);
        for (int i = 0; i < found.size() && told.size() < count; i++) {
            JsonNode one = found.get(i);
            String where = brief(text(one.at(address)), MOST_ADDRESS);
            if (!where.isEmpty()) {
                told.add("%d. %s%n   %s%n   %s"
                        .formatted(
                                told.size() + 1,
                                words(one.at(title), MOST_TITLE),
                                where,
                                words(one.at(snippet), MOST_SNIPPET))
                        .stripTrailing());
            }
        }
        if (told.isEmpty() && !found.isEmpty()) {
            throw ToolException.trusted("None of the " + found.size() + " results has an address at " + address
                    + ": a person must correct walden.tools.web-search.address.");
        }
        return told.isEmpty() ? "The search found nothing." : String.join("\n", told);
    }

    private JsonNode array(String answer) throws ToolException {
        JsonNode root;
        try {
            root = mapper.readTree(answer);
        } catch (JacksonException e) {
            throw ToolException.trusted(
                    "The search answered with no JSON: a person must look at walden.tools.web-search.url, and whether the"
                            + " search gives answers as JSON (SearXNG: search.formats in its settings).",
                    e);
        }
        JsonNode found = root.at(results);
        if (!found.isArray()) {
            throw ToolException.untrusted("The answer of the search has no array at \"" + results
                    + "\": a person must correct walden.tools.web-search.results. At its top there are: "
                    + String.join(
                            ", ",
                            root.propertyNames().stream().limit(MOST_NAMES).toList()) + ".");
        }
        return found;
    }

    /** Without secrets, before spaces and what looks like HTML are taken out of them. */
    private String text(JsonNode node) {
        return secrets.redacted(node.asString(""));
    }

    /** Some searches mark words in HTML. */
    private String words(JsonNode node, int most) {
        return brief(Jsoup.parseBodyFragment(brief(text(node), 4 * most)).text(), most);
    }

    private static String brief(String text, int most) {
        return Clipped.of(text.replaceAll("\\s+", " ").strip(), most);
    }
}
