package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is a child process, by the protocol. */
final class StdioServerTest {

    @TempDir
    static Path home;

    private static Servers server;

    @BeforeAll
    static void start() {
        server = Servers.stdio(home, "plain");
        server.awaitUp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void toolsOfAllPagesAreThereAndWhatCannotBeTakenIsLeftOut() {
        assertThat(server.names())
                .contains("s_echo", "s_last", "s_bad_bytes", "s_list_resources", "s_list_resource_templates")
                .contains("s_read_resource", "s_list_prompts", "s_get_prompt")
                .doesNotContain("s_far", "s_no_object")
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void aTrustedServerSaysWhatItsToolsDo() throws Exception {
        assertThat(server.tool("echo").descriptor().sideEffect()).isEqualTo(SideEffect.NONE);
        assertThat(server.tool("put").descriptor().sideEffect()).isEqualTo(SideEffect.IDEMPOTENT);
        assertThat(server.tool("effect").descriptor().sideEffect()).isEqualTo(SideEffect.UNSAFE);
        assertThat(server.tool("echo").descriptor().description()).isEqualTo("Says it again.");
        assertThat(server.tool("echo").sendsKeyAlways()).isTrue();
    }

    @Test
    void anAnswerIsTheTextOfTheServerAndUntrusted() throws Exception {
        assertThat(server.call("echo", Map.of("text", "hello"))).isEqualTo(ToolOutput.untrusted("hello"));
    }

    @Test
    void aCallCarriesWhoMakesItAndItsKey() throws Exception {
        assertThat(server.call("meta").text())
                .contains("'dev.walden/taskId':'t1'")
                .contains("'dev.walden/session':'se1'")
                .contains("'dev.walden/toolCallId':'c1'")
                .contains("'dev.walden/idempotencyKey':'t1.c1'");
    }

    @Test
    void theProcessHasNothingOfOurEnvironmentButPathAndLang() throws Exception {
        assertThat(server.call("env").text().split(","))
                .contains("OWN", "HOME", "PATH")
                .isSubsetOf("OWN", "HOME", "PATH", "LANG", "LC_CTYPE", "PWD", "SHLVL", "_");
    }

    @Test
    void aFailureIsToldAsTheWordsOfTheServer() {
        assertThatThrownBy(() -> server.call("fails"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.trusted()).isFalse())
                .hasMessage("no luck");
        assertThatThrownBy(() -> server.call("refuses"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("-32602: bad");
    }

    @Test
    void structuredContentIsShownAndHeldAgainstItsSchema() throws Exception {
        assertThat(server.call("honest").text()).isEqualTo("{\"n\":7}");
        assertThat(server.call("liar").text()).contains("does not fit the output schema", "/n", "n is x");
    }

    @Test
    void whatNoModelCanReadIsAnAttachmentToldByTypeAndSize() throws Exception {
        assertThat(server.call("image"))
                .isEqualTo(ToolOutput.untrusted("[image of type image/png, 3 bytes: attachment 1 of this call]")
                        .with(List.of(Attachment.of("image/png", new byte[3]))));
    }

    @Test
    void answersThatNobodyAskedForChangeNothing() throws Exception {
        assertThat(server.call("twice").text()).isEqualTo("first");
        assertThat(server.call("wrong_id").text()).isEqualTo("yours");
        assertThat(server.call("echo", Map.of("text", "still here")).text()).isEqualTo("still here");
    }

    @Test
    void resourcesAndPromptsAreRead() throws Exception {
        assertThat(server.call("list_resources").text()).contains("\"uri\":\"a:b\"");
        assertThat(server.call("list_resource_templates").text()).contains("\"uriTemplate\":\"a:{x}\"");
        assertThat(server.call("read_resource", Map.of("uri", "a:b")).text()).isEqualTo("what is in b");
        assertThat(server.call("list_prompts").text()).contains("greet");
        assertThat(server.call("get_prompt", Map.of("name", "greet")).text()).isEqualTo("user: Say hello.");
        assertThat(server.tool("read_resource").descriptor().sideEffect()).isEqualTo(SideEffect.NONE);
    }

    @Test
    void aListThatChangedIsReadAgain() throws Exception {
        List<McpTool> before = server.servers.tools();

        server.call("grow");

        Servers.await().until(() -> server.names().contains("s_grown1"));
        assertThat(server.servers.tools()).containsAll(before);
    }

    @Test
    void aCallUnderWayIsAnsweredWhenTheListChangesMeanwhile() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<ToolOutput> call = new FutureTask<>(() -> server.call("count_on", Map.of(), _ -> begun.countDown()));
        Thread.ofPlatform().start(call);
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        int before = server.names().size();

        server.call("grow");
        Servers.await().until(() -> server.names().size() > before);
        server.call("go");

        assertThat(call.get().text()).isEqualTo("counted");
    }

    @Test
    void aCallThatIsGivenUpIsToldToTheServer() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                server.call("silent");
            } catch (ToolException | OutcomeUnknownException | InterruptedException e) {
                end.complete(e);
            }
        });
        Servers.await().until(() -> Files.exists(home.resolve("asked")));

        caller.interrupt();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(server.call("cancelled").text()).matches("\\d+");
    }
}
