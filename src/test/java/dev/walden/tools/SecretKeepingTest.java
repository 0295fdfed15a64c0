package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.Attachment;
import dev.walden.plugin.Capability;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.SecretsForTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in arguments: filled in for the tool alone, and in nothing that it says. */
class SecretKeepingTest {

    private static final String VALUE = "hunter2-hunter2";
    private static final String PLACEHOLDER = "${secret:pay}";

    private final List<ToolInput> given = new CopyOnWriteArrayList<>();

    @Test
    void theToolIsGivenTheValueAndItsEchoIsRedacted() throws Exception {
        CallResult result = call(echo(), Map.of("header", List.of(Map.of("key", "Bearer " + PLACEHOLDER)), "n", 5L));

        assertThat(given.getFirst().values())
                .isEqualTo(Map.of("header", List.of(Map.of("key", "Bearer " + VALUE)), "n", 5L));
        assertThat(result)
                .isInstanceOfSatisfying(
                        CallResult.Succeeded.class,
                        succeeded -> assertThat(succeeded.output().text())
                                .contains("Bearer [secret pay]")
                                .doesNotContain(VALUE));
    }

    @Test
    void aLaterCallThatReadsItAgainIsRedactedToo() throws Exception {
        ToolRegistry registry = registry(echo(), new Told("look", () -> ToolOutput.untrusted("saw " + VALUE)));
        Calls.make(registry, "send", new ToolInput(Map.of("header", PLACEHOLDER)), Calls.context());

        CallResult later = Calls.make(registry, "look", new ToolInput(Map.of()), Calls.context());

        assertThat(later).isEqualTo(new CallResult.Succeeded(ToolOutput.untrusted("saw [secret pay]")));
    }

    @Test
    void attachmentsComeThroughAndTheirTypesTellNoSecret() throws Exception {
        Attachment image =
                Attachment.of("image/png", new byte[] {(byte) 0x89, 'h', 'u', 'n', 't', 'e', 'r', '2', '-', 0});
        Tool tool = new Told("send", () -> ToolOutput.untrusted("").with(List.of(image, image.as("x/" + VALUE))));

        CallResult result = call(tool, Map.of("header", PLACEHOLDER));

        assertThat(result)
                .isEqualTo(new CallResult.Succeeded(
                        ToolOutput.untrusted("").with(List.of(image, image.as("application/octet-stream")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\uffff%s\u0000",
                "a\n%s\n",
                "aHVudGVyMi1odW50ZXIy",
                "\u00e9Basic dXNlcjpodW50ZXIyLWh1bnRlcjI="
            })
    void anAttachmentThatHoldsASecretIsNotKeptAndTheOthersKeepTheirNumbers(String form) throws Exception {
        Attachment clean = Attachment.of("image/png", new byte[] {(byte) 0xff, 0, 1});
        Attachment holding =
                Attachment.of("application/zip", form.formatted(VALUE).getBytes(StandardCharsets.UTF_8));
        Tool tool = new Told("send", () -> ToolOutput.trusted("2 is it").with(List.of(clean, holding, clean)));

        CallResult result = call(tool, Map.of("header", PLACEHOLDER));

        Attachment instead =
                Attachment.of("text/plain", "Not kept, as it held [secret pay].\n".getBytes(StandardCharsets.UTF_8));
        assertThat(result)
                .isEqualTo(new CallResult.Succeeded(ToolOutput.trusted(
                                "[Attachment 2 of this call is not kept, as it holds [secret pay].]\n2 is it")
                        .with(List.of(clean, instead, clean))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "cut off", "broken"})
    void whatAToolThrowsIsRedacted(String how) throws Exception {
        Tool tool = new Told("send", () -> {
            switch (how) {
                case "refused" -> throw ToolException.untrusted("not " + VALUE, new IllegalStateException(VALUE));
                case "cut off" -> throw new OutcomeUnknownException("sent " + VALUE, new IllegalStateException(VALUE));
                default -> throw new IllegalStateException("why", new IllegalArgumentException(VALUE));
            }
        });

        CallResult result = call(tool, Map.of("header", PLACEHOLDER));

        assertThat(result.toString()).doesNotContain(VALUE);
        if (!how.equals("broken")) {
            assertThat(result.toString()).contains("[secret pay]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${secret:unknown}", "${secret:other}", "${secret:}"})
    void whatIsNotAllowedOrUnknownFailsBeforeTheToolIsCalled(String argument) throws Exception {
        CallResult result = call(echo(), Map.of("header", argument));

        assertThat(given).isEmpty();
        assertThat(result)
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.message()).startsWith("The call was not made. "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v1/pay",
                "https://api.example.evil/v1/pay",
                "https://api.example/v2",
                "https://api.example/v1/../v2",
                "https://${secret:pay}.example/v1"
            })
    void itIsNotSentToOtherAddresses(String url) throws Exception {
        CallResult result = call(echo(), Map.of("url", url, "header", PLACEHOLDER));

        assertThat(given).isEmpty();
        assertThat(result).isInstanceOf(CallResult.Failed.class).asString().doesNotContain(VALUE);
    }

    @Test
    void itIsSentBelowItsPrefixAlsoAsAPartOfTheAddress() throws Exception {
        call(echo(), Map.of("url", "https://api.example/v1/pay?key=" + PLACEHOLDER));

        assertThat(given.getFirst().string("url")).isEqualTo("https://api.example/v1/pay?key=" + VALUE);
    }

    @Test
    void onlySoManyAreFilledIn() throws Exception {
        CallResult most = call(echo(), Map.of("header", PLACEHOLDER.repeat(16)));
        CallResult tooMany = call(echo(), Map.of("header", PLACEHOLDER.repeat(17)));

        assertThat(most).isInstanceOf(CallResult.Succeeded.class);
        assertThat(given).hasSize(1);
        assertThat(tooMany).asString().contains("At most 16 secrets");
    }

    @Test
    void argumentsThatDoNotFitWithTheValueAreNotQuoted() throws Exception {
        CallResult result = call(echo(), Map.of("brief", PLACEHOLDER));

        assertThat(given).isEmpty();
        assertThat(result).asString().contains("do not fit the schema").doesNotContain(VALUE);
    }

    private CallResult call(Tool tool, Map<String, Object> arguments) throws InterruptedException {
        return Calls.make(registry(tool), "send", new ToolInput(arguments), Calls.context());
    }

    private ToolRegistry registry(Tool... tools) {
        SecretAccess access =
                new SecretAccess(List.of(new Glob("se*")), List.of(UrlPrefix.of(URI.create("https://api.example/v1"))));
        return new ToolRegistry(
                ChangingTools.of(List.of(tools), Map.of(), ToolSource.NONE),
                new Policy(List.of(), EnumSet.allOf(Capability.class)),
                new OutputBound(10_000),
                InstantSource.system(),
                new ToolMetrics(new SimpleMeterRegistry()),
                new SecretKeeping(
                        SecretsForTests.of(Map.of("pay", VALUE, "other", "something-else")),
                        Map.of("pay", access, "unknown", access)));
    }

    private Tool echo() {
        return new Told("send", null);
    }

    /** Says what it was given, or what it is told to. */
    private final class Told implements Tool {

        private final ToolDescriptor descriptor;
        private final @Nullable Body body;

        Told(String name, @Nullable Body body) {
            descriptor = ToolDescriptor.of(
                    name,
                    "",
                    "{\"type\":\"object\",\"properties\":{\"brief\":{\"type\":\"string\",\"maxLength\":14}}}",
                    SideEffect.NONE,
                    Duration.ofSeconds(10));
            this.body = body;
        }

        @Override
        public ToolDescriptor descriptor() {
            return descriptor;
        }

        @Override
        public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, OutcomeUnknownException {
            given.add(input);
            return body == null ? ToolOutput.untrusted("got " + input.values()) : body.call();
        }
    }

    private interface Body {
        ToolOutput call() throws ToolException, OutcomeUnknownException;
    }
}
