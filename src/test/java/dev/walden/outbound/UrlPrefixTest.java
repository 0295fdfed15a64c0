package dev.walden.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPrefixTest {

    private final UrlPrefix prefix = UrlPrefix.of(URI.create("https://api.example.org/v1/orders"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.org/v1/orders",
                "https://api.example.org/v1/orders/",
                "https://api.example.org/v1/orders/17?x=../..",
                "https://API.example.org:443/v1/orders#fragment",
                "HTTPS://api.example.org./v1/orders",
            })
    void coversWhatIsBelow(String url) {
        assertThat(prefix.covers(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.org/v1/orders",
                "https://api.example.org:8443/v1/orders",
                "https://api.example.org.evil/v1/orders",
                "https://api.example.org@evil/v1/orders",
                "https://evil/?https://api.example.org/v1/orders",
                "https://api.example.org/v1/ordersx",
                "https://api.example.org/v1",
                "https://api.example.org/V1/orders",
                "https://api.example.org//v1/orders",
                "https://api.example.org/v1/orders/../admin",
                "https://api.example.org/v1/orders/%2e%2e/admin",
                "https://api.example.org/v1/orders/..;/admin",
                "https://api.example.org/v1/orders/%2Fadmin",
                "https://api.example.org/v1/orders/%252e%252e/admin",
                "https://api.example.org/v1/orders/..%5cadmin",
                "not a url",
            })
    void doesNotCoverWhatOnlyLooksSo(String url) {
        assertThat(prefix.covers(url)).isFalse();
    }

    @Test
    void aPrefixWithoutPathCoversTheHost() {
        UrlPrefix host = UrlPrefix.of(URI.create("http://a.example:8080"));

        assertThat(host.covers("http://a.example:8080/")).isTrue();
        assertThat(host.covers("http://a.example:8080/x/y")).isTrue();
        assertThat(host.covers("http://a.example/")).isFalse();
    }

    @Test
    void aPrefixThatIsNotPlainIsRefused() {
        assertThatThrownBy(() -> UrlPrefix.of(URI.create("https://a.example/x?y")))
                .hasMessageContaining("no query");
        assertThatThrownBy(() -> UrlPrefix.of(URI.create("https://a.example/x/../y")))
                .hasMessageContaining("\"..\"");
        assertThatThrownBy(() -> UrlPrefix.of(URI.create("a.example/x"))).hasMessageContaining("http://");
    }
}
