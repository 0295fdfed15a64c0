package dev.walden.tools.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.ToolException;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A key of a search as a secret. */
class SearchSecretsTest {

    @Test
    void anAddressTakesNoneAndIsToldWhereToPutIt() {
        String url = "http://search.example/?key=${secret:search}&q={query}";

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new WebSearchProperties(url, null, "/results", "/title", "/url", "/content", Map.of()))
                .withMessageContaining("walden.tools.web-search.url takes no secret")
                .withMessageContaining("walden.tools.web-search.headers");
    }

    @Test
    void aBodyTakesNoneEither() {
        String body = "{\"key\":\"${secret:search}\",\"q\":\"{query}\"}";

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new WebSearchProperties("http://a/s", body, "/results", "/title", "/url", "/content", Map.of()))
                .withMessageContaining("walden.tools.web-search.body takes no secret")
                .withMessageContaining("walden.tools.web-search.headers");
    }

    @Test
    void aKeyIsFilledInForEachRequestAnewAndWithoutItNothingIsAsked() throws Exception {
        Map<String, String> values = new HashMap<>(Map.of("search", "hunter2-hunter2"));
        try (WebServer server = new WebServer();
                SearchProvider provider = new SearchProvider(
                        new WebSearchProperties(
                                server.serve("/s", "application/json", "{}") + "?q={query}",
                                null,
                                "/results",
                                "/title",
                                "/url",
                                "/content",
                                Map.of("X-Key", "${secret:search}")),
                        SecretsForTests.of(values))) {
            provider.ask("one", 8, Duration.ofSeconds(20));
            values.put("search", "another-value");
            provider.ask("two", 8, Duration.ofSeconds(20));
            values.clear();

            assertThatThrownBy(() -> provider.ask("three", 8, Duration.ofSeconds(20)))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("There is no secret named search");
            assertThat(server.asked()).containsExactly("/s?q=one key=hunter2-hunter2", "/s?q=two key=another-value");
        }
    }

    /** What is cut out of an answer is cut from words without secrets, also where JSON has them in a form of its own. */
    @Test
    void whatAnAnswerSaysBackOfASecretIsNotTold() throws Exception {
        Secrets secrets = SecretsForTests.of(Map.of("search", "hunter2-hunter2"));
        assertThat(secrets.filled("${secret:search}")).isEqualTo("hunter2-hunter2");
        WebSearchProperties properties = new WebSearchProperties(
                "http://a/?q={query}", null, "/results", "/title", "/url", "/content", Map.of());
        String said = "hunter2\\u002dhunter2";

        String told = new SearchResults(JsonMapper.builder().build(), properties, secrets)
                .told(
                        "{\"results\":[{\"title\":\"T " + said + "\",\"url\":\"http://a/" + said + "\",\"content\":\"C "
                                + said + "\"}]}",
                        1);

        assertThat(told)
                .contains("T [secret search]", "http://a/[secret search]", "C [secret search]")
                .doesNotContain("hunter2");
    }
}
