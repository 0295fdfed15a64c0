package dev.walden.outbound;

import dev.walden.outbound.OutboundResult.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request on a connection of its own. Thread-safe. Nothing is done behind the caller's back: no redirects, retries, cookies,
 * proxies, system properties or kept connections.
 */
final class Wire implements AutoCloseable {

    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_CONNECTIONS = 4096;
    private static final String GATE = "dev.walden.outbound.gate";
    private static final RequestConfig REQUEST_CONFIG = RequestConfig.custom()
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .setContentCompressionEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build();

    private final int maxBodyBytes;
    private final CloseableHttpClient client;

    Wire(GuardedResolver resolver, Duration connectTimeout, int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
        this.client = HttpClients.custom()
                .setConnectionManager(connections(resolver, connectTimeout))
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setDefaultRequestConfig(REQUEST_CONFIG)
                .setUserAgent("Walden")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "sending", Wire::passGate)
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(GuardedResolver resolver, Duration connectTimeout) {
        Http1Config bounds = Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(MAX_HEADER_BYTES)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(bounds)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .build())
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .build();
    }

    /** Runs when the connection stands and nothing has been written to it. */
    private static ClassicHttpResponse passGate(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.clientContext.getAttribute(GATE) instanceof SendingGate gate) {
            gate.pass();
        }
        return chain.proceed(request, scope);
    }

    /**
     * Sends a request and reads the answer.
     *
     * @param added headers that take the place of the hop's own
     * @param mostBytes of the body that are wanted as they are; 0 for text
     */
    Response send(Hop hop, Map<String, String> added, SendingGate gate, int mostBytes) throws IOException {
        HttpUriRequestBase request = request(hop, added);
        gate.hop(request::cancel);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(GATE, gate);
        Target target = hop.target();
        try {
            HttpHost host = new HttpHost(target.scheme(), target.host(), target.port());
            return read(target, client.executeOpen(host, request, context), mostBytes);
        } finally {
            // Not closed in order: that would read the rest of a body that may never end.
            request.cancel();
        }
    }

    private static HttpUriRequestBase request(Hop hop, Map<String, String> added) {
        HttpUriRequestBase request =
                new HttpUriRequestBase(hop.method(), hop.target().uri());
        hop.headers().forEach(request::setHeader);
        added.forEach(request::setHeader);
        request.setHeader("Connection", "close");
        hop.body()
                .ifPresent(body -> request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null)));
        return request;
    }

    private Response read(Target target, ClassicHttpResponse response, int mostBytes) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    String.valueOf(header.getValue()),
                    (one, other) -> one + ", " + other);
        }
        ResponseBody body = body(response.getEntity(), headers, mostBytes);
        return new Response(
                response.getCode(),
                headers,
                body.text(),
                body.note().isPresent(),
                body.note().map(List::of).orElse(List.of()),
                target.uri().toString());
    }

    private ResponseBody body(@Nullable HttpEntity entity, Map<String, String> headers, int mostBytes)
            throws IOException {
        if (entity == null) {
            return ResponseBody.NONE;
        }
        InputStream content = entity.getContent();
        if (mostBytes > 0) {
            return ResponseBody.bytes(content, mostBytes);
        }
        return ResponseBody.read(content, maxBodyBytes, ResponseBody.charset(headers.get("content-type")));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
