package dev.walden.tools.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import dev.walden.tools.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WebSearchToolTest {

    private static final String SEARXNG = """
            {"query":"q","results":[
            {"title":"One <b>bold</b>","url":"https://one.example/","content":"first\\n words"},
            {"title":"Without address"},
            {"title":"Two","url":"https://two.example/","content":null}]}""";

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSearchOfSearxngIsReadWithoutFurtherConfiguration() throws Exception {
        String url = server.serve("/search", "application/json", SEARXNG);

        ToolOutput output = search(searxng(url + "?q={query}&format=json"), "größe & co", 8);

        assertThat(output).isEqualTo(ToolOutput.untrusted("""
                1. One bold
                   https://one.example/
                   first words
                2. Two
                   https://two.example/"""));
        assertThat(server.asked()).containsExactly("/search?q=gr%C3%B6%C3%9Fe+%26+co&format=json key=null");
    }

    @Test
    void anySearchIsReadByPointersAndGetsItsHeaders() throws Exception {
        String url = server.serve(
                "/v1/find",
                "application/json",
                "{\"web\":{\"hits\":[{\"page\":{\"name\":\"N\",\"link\":\"https://n.example\"},\"text\":\"T\"}]}}");

        ToolOutput output = search(
                new WebSearchProperties(
                        url + "?q={query}",
                        null,
                        "/web/hits",
                        "/page/name",
                        "/page/link",
                        "/text",
                        Map.of("X-Key", "secret")),
                "x",
                1);

        assertThat(output.text()).isEqualTo("1. N\n   https://n.example\n   T");
        assertThat(server.asked()).containsExactly("/v1/find?q=x key=secret");
    }

    @Test
    void aSearchThatWantsItIsAskedByPost() throws Exception {
        String url = server.serve("/search", "application/json", SEARXNG);
        String body = "{\"q\": \"{query}\", \"n\": {count}, \"options\": {\"lang\": \"en\"}}";

        ToolOutput output = search(posted(url, body, Map.of("X-Key", "secret")), "größe & \"co\"", 1);

        assertThat(output.text()).startsWith("1. One bold").doesNotContain("Two");
        assertThat(server.asked()).containsExactly("/search key=secret");
        assertThat(server.posted())
                .containsExactly(
                        "application/json {\"q\": \"größe & \\\"co\\\"\", \"n\": 1, \"options\": {\"lang\": \"en\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\",\"n\":99,\"x\":\"",
                "{count}",
                "{query}",
                "a\\",
                "two\nlines\tand\u0001",
                "$1 \\1",
                "\u2028😀"
            })
    void wordsFillATextAndNothingElse(String words) throws Exception {
        String url = server.serve("/search", "application/json", SEARXNG);

        search(posted(url, "{\"q\":\"for {query}!\",\"n\":{count}}", Map.of()), words, 3);

        String sent = server.posted().element().substring("application/json ".length());
        assertThat(Json.object(sent.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("q", "for " + words + "!", "n", 3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q={query}",
                "{\"q\":\"words\"}",
                "{\"q\":{query}}",
                "[\"{query}\"]",
                "{\"q\":\"{query}\",\"q\":1}",
                "{\"q\":\"{query}\"} and more"
            })
    void aBodyThatCannotBeSentIsNoConfiguration(String body) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posted("http://a/s", body, Map.of()))
                .withMessageContaining("walden.tools.web-search.body must be a JSON object with {query} inside a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/s?q={query}", "a/s", "http://"})
    void anAddressToPostToHoldsNoWords(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posted(url, "{\"q\":\"{query}\"}", Map.of()))
                .withMessageContaining("walden.tools.web-search.url");
    }

    @Test
    void noMoreIsToldThanWanted() throws Exception {
        String url = server.serve("/search", "application/json", SEARXNG);

        assertThat(search(searxng(url + "?q={query}"), "x", 1).text()).doesNotContain("Two");
        server.serve("/search", "application/json", "{\"results\":[]}");
        assertThat(search(searxng(url + "?q={query}"), "x", 1).text()).isEqualTo("The search found nothing.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "429; {}; asked again in 7 seconds",
                "403; {}; walden.tools.web-search.headers",
                "500; {}; status 500",
                "200; <html>; answered with no JSON",
                "200; {\"items\":[]}; no array at \"/results\"",
                "200; {\"results\":[{\"link\":\"x\"}]}; has an address at /url",
            })
    void whatIsWrongIsToldWithWhatToDo(int status, String body, String expected) {
        String url = server.serve(
                "/search",
                new WebServer.Answer(
                        status, "application/json", body.getBytes(StandardCharsets.UTF_8), "Retry-After", "7"));

        assertThatThrownBy(() -> search(searxng(url + "?q={query}"), "x", 8))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search.example/?q={query}",
                "http://search.example/",
                "http://{query}/",
                "ftp://a/{query}",
                "http://a/ {query}"
            })
    void anAddressThatCannotBeAskedIsNoConfiguration(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> searxng(url))
                .withMessageContaining("walden.tools.web-search.url");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSearchProperties(
                        "http://a/{query}", null, "results", "/title", "/url", "/content", Map.of()))
                .withMessageContaining("walden.tools.web-search.results");
    }

    @Test
    void keysAreNotInItsWords() {
        assertThat(new WebSearchProperties("http://a/{query}", null, "", "/t", "/u", "/c", Map.of("X-Key", "secret"))
                        .toString())
                .contains("X-Key")
                .doesNotContain("secret");
    }

    private static WebSearchProperties searxng(String url) {
        return new WebSearchProperties(url, null, "/results", "/title", "/url", "/content", Map.of());
    }

    private static WebSearchProperties posted(String url, String body, Map<String, String> headers) {
        return new WebSearchProperties(url, body, "/results", "/title", "/url", "/content", headers);
    }

    private static ToolOutput search(WebSearchProperties properties, String query, long count) throws Exception {
        SearchResults results = new SearchResults(JsonMapper.builder().build(), properties, Secrets.none());
        try (WebSearchTool tool =
                new WebSearchTool(new SearchProvider(properties, Secrets.none()), results, InstantSource.system())) {
            return tool.call(new ToolInput(Map.of("query", query, "count", count)), WebServer.context());
        }
    }
}
