package dev.walden.tools.web;

import dev.walden.outbound.OutboundProperties;
import dev.walden.outbound.OutboundProperties.CredentialProperties;
import dev.walden.secrets.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The tool {@code web_search}: any search that answers with JSON. The defaults of the pointers are those of SearXNG.
 *
 * @param url what to ask, with {query} where the words go; of SearXNG {@code http://HOST:PORT/search?format=json&q=} and then {query}; without
 *     it the tool is not offered
 * @param body what to send, for a search that is asked by POST: a JSON object with {query} inside a text where the words go, and where a number
 *     of results is wanted {count}; the url has no {query} then. Without it the search is asked by GET
 * @param results where the array of results is, as a JSON pointer
 * @param title where a result has its title
 * @param address where a result has its address
 * @param snippet where a result has some words of the page
 * @param headers sent along, for example a key; values may name secrets
 */
@ConfigurationProperties("walden.tools.web-search")
record WebSearchProperties(
        @Nullable String url,
        @Nullable String body,
        @DefaultValue("/results") String results,
        @DefaultValue("/title") String title,
        @DefaultValue("/url") String address,
        @DefaultValue("/content") String snippet,
        @DefaultValue Map<String, String> headers) {

    private static final DataSize MOST_ANSWER = DataSize.ofMegabytes(2);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String PREFIX = "walden.tools.web-search.";
    private static final String HOST = "https?://[^/?#{]+";
    private static final Pattern ADDRESS = Pattern.compile(HOST + "(?:/[^{]*)?(?:\\?[^{]*)?\\{query}[^{]*");
    private static final Pattern ADDRESS_OF_POST = Pattern.compile(HOST + "(?:[/?#][^{]*)?");
    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)*");

    WebSearchProperties {
        headers = Map.copyOf(headers);
        demandNoSecret("url", url);
        demandNoSecret("body", body);
        if (url != null) {
            demandAddress(url, body != null);
        }
        if (body != null) {
            demandBody(body);
        }
        pointer("results", results);
        pointer("title", title);
        pointer("address", address);
        pointer("snippet", snippet);
    }

    private static void demandNoSecret(String name, @Nullable String value) {
        if (value != null && Secrets.isAskedForIn(value)) {
            throw new IllegalArgumentException(
                    PREFIX + name + " takes no secret. Put it into " + PREFIX + "headers, which are filled in.");
        }
    }

    private static void demandAddress(String url, boolean posted) {
        if (!(posted ? ADDRESS_OF_POST : ADDRESS).matcher(url).matches()) {
            throw new IllegalArgumentException(PREFIX + "url must begin with http:// or https://, name a host and hold "
                    + (posted ? "no {query}, which is in the body" : "{query} once behind it") + "; found: " + url);
        }
        try {
            var _ = new URI(url.replace("{query}", "q"));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(PREFIX + "url is no address: " + e.getMessage(), e);
        }
    }

    private static void demandBody(String body) {
        try {
            var _ = new SearchBody(body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    PREFIX + "body must be a JSON object with {query} inside a text, such as"
                            + " {\"q\": \"{query}\", \"n\": {count}}; found: " + e.getMessage(),
                    e);
        }
    }

    private static void pointer(String name, String found) {
        if (!POINTER.matcher(found).matches()) {
            throw new IllegalArgumentException(
                    PREFIX + name + " must be a JSON pointer such as /web/results; found: " + found);
        }
    }

    /** Without the values of headers and without the body, which may be keys. */
    @Override
    public String toString() {
        return "WebSearchProperties[url=" + url + ", headers=" + headers.keySet() + "]";
    }

    /** What is sent; empty when it is asked by GET. */
    Optional<SearchBody> toBody() {
        return Optional.ofNullable(body).map(SearchBody::new);
    }

    /** What its client may do: the address is the operator's, often a private one, and gets the headers; no other place does. */
    OutboundProperties toOutbound(Duration atMost) {
        URI origin = URI.create(Objects.requireNonNull(url, "url").replace("{query}", "q"))
                .resolve("/");
        Map<String, CredentialProperties> sent = new LinkedHashMap<>();
        headers.forEach((name, value) -> sent.put(name, new CredentialProperties(origin, name, value)));
        return new OutboundProperties(true, CONNECT, atMost, MOST_ANSWER, sent);
    }
}
