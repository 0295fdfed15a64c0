package dev.walden.reasoning.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/** Gives the library our {@link WireClient}. Its own time limits are not used: each attempt brings its own. */
final class WireClientBuilder implements HttpClientBuilder {

    private final String engine;

    WireClientBuilder(String engine) {
        this.engine = engine;
    }

    @Override
    public Duration connectTimeout() {
        return WireClient.CONNECT_TIMEOUT;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return new WireClient(engine);
    }
}
