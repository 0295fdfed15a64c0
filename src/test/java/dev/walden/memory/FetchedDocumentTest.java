package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.walden.memory.knowledge.MadeFiles;
import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundProperties;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Documents of a server on 127.0.0.1. */
final class FetchedDocumentTest {

    private static final int MOST = 20_000;

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final GuardedHttpClient client = GuardedHttpClient.of(
            new OutboundProperties(
                    true, Duration.ofSeconds(5), Duration.ofSeconds(20), DataSize.ofBytes(100), Map.of()),
            Secrets.none());
    private final FetchedDocument documents = new FetchedDocument(client, MOST);

    FetchedDocumentTest() throws IOException {
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.stop(0);
    }

    @Test
    void aFileThatIsNoTextComesAsItIs() throws Exception {
        byte[] pdf = MadeFiles.pdf(List.of("One page.", "Another page."));

        FetchedDocument.Content content = documents.from(serving("application/pdf", pdf));

        assertThat(content.bytes()).isEqualTo(pdf);
        assertThat(content.type()).isEqualTo("application/pdf");
    }

    @Test
    void aCharsetSaysNothingOfAFileThatIsNoText() throws Exception {
        byte[] pdf = MadeFiles.pdf(List.of("One page."));

        assertThat(documents
                        .from(serving("application/pdf;charset=ISO-8859-1", pdf))
                        .bytes())
                .isEqualTo(pdf);
    }

    @Test
    void jsonInAnotherCharsetBecomesUtf8() throws Exception {
        byte[] latin = "[\"n\u00f6\"]".getBytes(StandardCharsets.ISO_8859_1);

        FetchedDocument.Content content = documents.from(serving("application/ld+json; charset=latin1", latin));

        assertThat(content.bytes()).isEqualTo("[\"n\u00f6\"]".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTextInAnotherCharsetBecomesUtf8() throws Exception {
        byte[] latin = "n\u00f6".getBytes(StandardCharsets.ISO_8859_1);

        FetchedDocument.Content content = documents.from(serving("text/plain; charset=ISO-8859-1", latin));

        assertThat(content.bytes()).isEqualTo("n\u00f6".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsLargerThanADocumentMayBeIsRefused() {
        assertThatThrownBy(() -> documents.from(serving("text/plain", new byte[MOST + 1])))
                .isInstanceOf(MemoryException.Unacceptable.class)
                .hasMessageContaining("cut after " + MOST + " bytes");
    }

    @Test
    void itComesFromWhereItWasAskedForAndFromWhereRedirectsLed() throws Exception {
        String file = serving("text/plain", new byte[] {'a'});
        server.createContext("/old", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", "/file?v=2");
                exchange.sendResponseHeaders(302, -1);
            }
        });
        String old = file.replace("/file", "/old");

        assertThat(documents.from(old).from()).containsExactly("url:" + old, "url:" + file + "?v=2");
        assertThat(documents.from(file).from()).containsExactly("url:" + file);
    }

    private String serving(String type, byte[] bytes) {
        server.createContext("/file", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/file";
    }
}
