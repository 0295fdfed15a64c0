package dev.walden.tools.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchPageToolTest {

    private static final String LONG = "Words of the main part. ".repeat(20).strip();

    private WebServer server;
    private GuardedHttpClient client;
    private FetchPageTool tool;

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
        client = WebServer.client(true);
        tool = new FetchPageTool(client, InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aPageIsItsTitleAndItsTextWithoutWhatIsAround() throws Exception {
        String url = server.serve("/page", "text/html", """
                <html><head><title>The
                 title</title><style>p {}</style></head><body><header>Logo</header><nav><a href=/>Home</a></nav>
                <h1>Head  line</h1><p>One <b>bold</b> word,<br>next&nbsp;line.</p><script>alert(1)</script>
                <ul><li>first</li><li><p>second</p></li></ul><div hidden>secret</div><div style="display: none">also</div>
                <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
                <pre>  x = 1
                  y</pre><p>End</p><footer>Imprint</footer></body></html>""");

        ToolOutput output = call(Map.of("url", url));

        assertThat(output.trusted()).isFalse();
        assertThat(output.text()).isEqualTo("Title: The title\nAddress: " + url + """


                # Head line

                One bold word,
                next line.

                - first
                - second

                a | b
                1 | 2

                  x = 1
                  y

                End""");
        assertThat(tool.descriptor().sideEffect()).isEqualTo(SideEffect.NONE);
    }

    @Test
    void thePartThatIsTheMainOneIsAllThatIsRead() throws Exception {
        String url = server.serve(
                "/page",
                "text/html",
                "<p>Before</p><main><header><h2>Kept</h2></header><p>" + LONG + "</p></main><p>After</p>");

        assertThat(call(Map.of("url", url)).text()).endsWith("\n\n## Kept\n\n" + LONG);
    }

    @Test
    void aMainPartThatSaysNextToNothingIsNone() throws Exception {
        String url = server.serve("/page", "text/html", "<main>Loading</main><p>All else</p>");

        assertThat(call(Map.of("url", url)).text()).endsWith("\n\nLoading\n\nAll else");
    }

    @Test
    void linksAreNumberedOnlyWhenWanted() throws Exception {
        String url = server.serve(
                "/a/page",
                "text/html",
                "<p>See <a href='b'>this</a>, <a href='/c'>that</a>, <a href='b'>this</a> <a href='javascript:x()'>no</a></p>");

        assertThat(call(Map.of("url", url)).text()).endsWith("\n\nSee this, that, this no");
        assertThat(call(Map.of("url", url, "links", true)).text())
                .endsWith("\n\nSee this [1], that [2], this [1] no\n\nLinks:\n[1] " + server.url("/a/b") + "\n[2] "
                        + server.url("/c"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/html;charset=windows-1252, windows-1252, ''",
        "text/html, windows-1252, <meta charset=windows-1252>",
        "text/html; charset=no-such-charset, UTF-8, <meta charset=utf-8>",
        "text/plain;charset=iso-8859-1, iso-8859-1, ''",
        "text/plain, UTF-8, ''",
        "'', UTF-8, ''",
    })
    void theCharsetIsTheOneOfTheServerOrOfThePage(String type, String charset, String before) throws Exception {
        String url = server.serve("/page", type, (before + "Größe").getBytes(Charset.forName(charset)));

        assertThat(call(Map.of("url", url)).text()).endsWith("\n\nGröße");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/markdown", "application/xml", "application/ld+json"})
    void otherTextIsGivenAsItIs(String type) throws Exception {
        String url = server.serve("/page", type, "{\"a\": \"<b>\"}");

        assertThat(call(Map.of("url", url)).text()).endsWith("\n\n{\"a\": \"<b>\"}");
    }

    @ParameterizedTest
    @CsvSource({"application/pdf", "image/png", "application/octet-stream"})
    void whatIsNoTextIsNamed(String type) {
        String url = server.serve("/page", type, "%PDF");

        assertThatThrownBy(() -> call(Map.of("url", url)))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(type)
                .hasMessageContaining("4 bytes");
    }

    @Test
    void aLongPageIsReadPartByPart() throws Exception {
        String text = "x".repeat(FetchPageTool.MOST_CHARACTERS - 1) + "😀" + "tail";
        String url = server.serve("/page", "text/plain", text);

        String first = call(Map.of("url", url)).text();
        String second = call(Map.of("url", url, "from", (long) FetchPageTool.MOST_CHARACTERS - 1))
                .text();

        assertThat(first).endsWith("x…\n[Characters 0 to 19999 of 20005; read on with from: 19999]");
        assertThat(second).endsWith("\n\n…😀tail");
        assertThatThrownBy(() -> call(Map.of("url", url, "from", 20_005L)))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("only 20005 characters");
    }

    /** Once it is cut, nobody can know it whole; what came was written in a form that is not searched for. */
    @Test
    void aSecretThatAPageSaysBackIsKnownOnBothSidesOfACut() throws Exception {
        Secrets secrets = SecretsForTests.of(Map.of("pay", "hunter2-hunter2/0123"));
        var _ = secrets.filled("${secret:pay}");
        String before = "x".repeat(FetchPageTool.MOST_CHARACTERS - 10);
        String url = server.serve("/page", "text/html", "<p>" + before + "hunter2&#45;hunter2/0123 it was</p>");

        String first = secrets.redacted(call(Map.of("url", url)).text());
        String second = secrets.redacted(call(Map.of("url", url, "from", (long) FetchPageTool.MOST_CHARACTERS))
                .text());

        assertThat(first).contains("xxx[secret pay]…\n[Characters 0 to 20000").doesNotContain("hunter2");
        assertThat(second).endsWith("\n\n…[secret pay] it was");
    }

    @Test
    void aPageThatIsTooLargeIsCutAndSaysSo() throws Exception {
        String url = server.serve("/page", "text/plain", new byte[3 << 20]);

        assertThat(call(Map.of("url", url)).text()).contains("[The body was cut after 2097152 bytes.]");
    }

    @Test
    void aDeepPageIsReadWithoutOverflow() throws Exception {
        String url = server.serve("/page", "text/html", "<div><b>".repeat(100_000) + "deep");

        assertThat(call(Map.of("url", url)).text()).endsWith("deep");
    }

    @Test
    void aLongPageOfPlainParagraphsIsRead() throws Exception {
        String url = server.serve("/page", "text/html", "<p>x".repeat(100_000) + "<p>end");

        assertThat(call(Map.of("url", url, "from", 300_000L)).text()).endsWith("end");
    }

    @Test
    void aPageWhoseFormattingMakesMillionsOfElementsIsNotRead() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            attributes.append(" a").append(i);
        }
        String open = "<p><b><i><u><s><em><tt><big><code><font><small><strike><strong>";
        for (String page :
                new String[] {open + "<p>x".repeat(100_000), "<p><b" + attributes + ">" + "<p>x".repeat(10_000)}) {
            String url = server.serve("/page", "text/html", page);

            assertThatThrownBy(() -> call(Map.of("url", url)))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("more than 500000 elements");
        }
    }

    @Test
    void aFailedAnswerIsAFailureWithItsStatus() {
        assertThatThrownBy(() -> call(Map.of("url", server.url("/missing"))))
                .isInstanceOf(ToolException.class)
                .hasMessage("The server answered with status 404.");
        String moved = server.serve(
                "/moved",
                new WebServer.Answer(
                        302, "text/html", "x".getBytes(StandardCharsets.UTF_8), "Location", "http://a.invalid/x"));
        assertThatThrownBy(() -> call(Map.of("url", moved)))
                .hasMessageContaining("status 302")
                .hasMessageContaining("http://a.invalid/x was not followed");
    }

    @Test
    void privateAddressesAreNotAsked() throws Exception {
        try (GuardedHttpClient guarded = WebServer.client(false)) {
            FetchPageTool strict = new FetchPageTool(guarded, InstantSource.system());

            assertThatThrownBy(() -> strict.call(new ToolInput(Map.of("url", server.url("/"))), WebServer.context()))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("it is private");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aPageWithoutTextSaysSo() throws Exception {
        String url = server.serve("/page", "text/html", "<body><div id=app></div><script>x</script>");

        assertThat(call(Map.of("url", url)).text())
                .endsWith("[The page has no text; it may be made by scripts, which are not run.]");
    }

    private ToolOutput call(Map<String, Object> arguments) throws Exception {
        return tool.call(new ToolInput(Map.copyOf(arguments)), WebServer.context());
    }
}
