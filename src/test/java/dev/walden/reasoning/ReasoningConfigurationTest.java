package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.langchain4j.ModelEngine;
import dev.walden.reasoning.llama.LlamaEngine;
import dev.walden.reasoning.llama.TinyModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ReasoningConfigurationTest {

    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withUserConfiguration(ReasoningConfiguration.class)
            .withBean(SimpleMeterRegistry.class);

    @Test
    void withoutConfigurationTheRulesEngineAnswers() {
        start.run(context -> {
            ReasoningGateway gateway = context.getBean(ReasoningGateway.class);

            assertThat(gateway.defaultEngine()).isEqualTo("rules");
            assertThat(gateway.engines()).containsExactly("rules");
        });
    }

    @Test
    void configuredEnginesAreThereByName(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("demo.yaml"), "scripts: [{steps: [{answer: hi}]}]");

        start.withPropertyValues(
                        "walden.reasoning.default-engine=demo",
                        "walden.reasoning.fallback=rules",
                        "walden.reasoning.engines.demo.type=scripted",
                        "walden.reasoning.engines.demo.script=" + script)
                .run(context -> {
                    ReasoningGateway gateway = context.getBean(ReasoningGateway.class);

                    assertThat(gateway.engines()).containsExactly("demo", "rules");
                    assertThat(gateway.has("demo")).isTrue();
                    assertThat(gateway.has("other")).isFalse();
                });
    }

    @Test
    void aModelInThisProcessAnswersUntilTheServiceEnds(@TempDir Path folder) throws Exception {
        assumeThat(LlamaEngine.obstacle())
                .as("what keeps the library from running")
                .isEmpty();
        Path model = TinyModel.in(folder, Map.of("a", 12f, TinyModel.END, 12f));
        Prompt prompt = Prompts.of(new Message.User("Hi."));
        AtomicReference<ReasoningGateway> gateway = new AtomicReference<>();

        start.withPropertyValues(
                        "walden.reasoning.default-engine=own",
                        "walden.reasoning.engines.own.type=llama",
                        "walden.reasoning.engines.own.model-file=" + model,
                        "walden.reasoning.engines.own.threads=1",
                        "walden.reasoning.engines.own.seed=1")
                .run(context -> {
                    gateway.set(context.getBean(ReasoningGateway.class));
                    assertThat(gateway.get()
                                    .reason(prompt, Optional.empty(), Duration.ofMinutes(1))
                                    .reply())
                            .isInstanceOf(Reply.Answer.class);
                });

        assertThat(gateway.get()
                        .reason(prompt, Optional.empty(), Duration.ofMinutes(1))
                        .reply())
                .isEqualTo(new Reply.Unavailable("engine_closed", "Engine own has ended, as the service stops."));
    }

    @Test
    void aModelThatIsNoneEndsTheStart(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.gguf"), "<html>");

        start.withPropertyValues(
                        "walden.reasoning.engines.own.type=llama", "walden.reasoning.engines.own.model-file=" + file)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidConfigurationPropertyValueException.class,
                                e -> assertThat(e.getName()).isEqualTo("walden.reasoning.engines.own.model-file"))
                        .hasMessageContaining("it does not begin with GGUF"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            default-engine=none               | There is no engine of this name. Configured are: rules.
            fallback=none                     | Add walden.reasoning.engines.none or name one of these.
            engines.x.type=magic              | The type of an engine is anthropic, llama, ollama, openai, rules or scripted.
            engines.x.model=m                 | The type of an engine is anthropic, llama, ollama, openai, rules or scripted.
            engines.x.type=scripted           | A scripted engine needs the file with its replies.
            engines.x.type=llama              | A llama engine needs the GGUF file of its model.
            engines.x.type=openai             | An openai engine needs the http or https address of its server
            engines.rules.type=openai         | The name rules is that of the engine that answers by rules
            engines.rules.model=m             | The name rules is that of the engine that answers by rules
            engines.x.type=anthropic          | An anthropic engine needs the http or https address of its server
            engines.x.type=ollama             | An ollama engine needs the http or https address of its server
            engines.x.context-tokens=0        | contextTokens
            engines.x.timeout=0s              | timeout
            engines.x.limits.max-concurrent=0 | maxConcurrent
            engines.x.limits.requests-per-minute=0 | requestsPerMinute
            engines.x.breaker.failure-share=0 | failureShare
            engines.x.breaker.rest=0s         | rest
            """)
    void aWrongValueEndsTheStartWithASentence(String property, String sentence) {
        start.withPropertyValues("walden.reasoning." + property)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anthropic | api-key | An anthropic engine needs a key.
            anthropic | model   | An anthropic engine needs the name of its model.
            ollama    | model   | An ollama engine needs the name of its model.
            """)
    void aModelThatLacksOneThingEndsTheStartWithASentence(String type, String lacking, String sentence) {
        String x = "walden.reasoning.engines.x.";
        ApplicationContextRunner whole = start.withPropertyValues(
                x + "type=" + type, x + "base-url=http://127.0.0.1:1", x + "model=m", x + "api-key=k");

        whole.run(context -> assertThat(context).hasNotFailed());
        whole.withPropertyValues(x + lacking + "=")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(sentence));
    }

    /** It would be sent as it stands: a key that no server takes, and the name of a secret told to one outside. */
    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "ollama"})
    void aSecretIsNotFilledIntoTheKeyOfAnEngineAndEndsTheStart(String type) {
        String x = "walden.reasoning.engines.x.";

        start.withPropertyValues(
                        x + "type=" + type,
                        x + "base-url=http://127.0.0.1:1",
                        x + "model=m",
                        x + "api-key=Bearer \\${secret:key}")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidConfigurationPropertyValueException.class,
                                e -> assertThat(e.getName()).isEqualTo("walden.reasoning.engines.x.api-key"))
                        .hasMessageContaining("no secret is filled into it"));
    }

    @Test
    void whatAModelCannotDoIsConfigured() {
        String x = "walden.reasoning.engines.x.";
        start.withPropertyValues(
                        x + "type=ollama",
                        x + "base-url=http://127.0.0.1:1",
                        x + "model=m",
                        x + "tools=false",
                        x + "parallel-tools=false",
                        x + "streaming=false",
                        x + "context-tokens=8192",
                        x + "max-output-tokens=1192",
                        x + "result-characters=2000",
                        x + "json-schema=false")
                .run(context -> {
                    var configured = context.getBean(ReasoningProperties.class).engines();
                    assertThat(ConfiguredEngines.of(configured).get("x"))
                            .isInstanceOfSatisfying(ModelEngine.class, engine -> {
                                assertThat(engine.capabilities())
                                        .isEqualTo(new Capabilities(
                                                false,
                                                false,
                                                false,
                                                OptionalInt.of(8192),
                                                2000,
                                                Capabilities.JsonSchema.NEVER));
                                assertThat(engine.room())
                                        .contains(new Room(
                                                OptionalInt.of(7000), 2000, false, false, TokenCounter.ESTIMATE));
                            });
                });
    }

    @ParameterizedTest
    @CsvSource({
        "openai, , WITHOUT_TOOLS",
        "openai, true, ALWAYS",
        "openai, false, NEVER",
        "ollama, , WITHOUT_TOOLS",
        "ollama, true, WITHOUT_TOOLS",
        "anthropic, , NEVER",
        "anthropic, false, NEVER"
    })
    void whenAServerIsSentTheSchemaOfAnAnswerIsConfigured(
            String type, @Nullable String wish, Capabilities.JsonSchema when) {
        String x = "walden.reasoning.engines.x.";
        start.withPropertyValues(x + "type=" + type, x + "base-url=http://127.0.0.1:1", x + "model=m", x + "api-key=k")
                .withPropertyValues(wish == null ? new String[0] : new String[] {x + "json-schema=" + wish})
                .run(context -> {
                    var configured = context.getBean(ReasoningProperties.class).engines();
                    assertThat(ConfiguredEngines.of(configured).get("x"))
                            .isInstanceOfSatisfying(
                                    ModelEngine.class,
                                    engine -> assertThat(engine.capabilities().jsonSchema())
                                            .isEqualTo(when));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anthropic | json-schema=true     | An engine of type anthropic is told of the schema of an answer in words alone
            llama     | json-schema=true     | An engine of type llama is told of the schema of an answer in words alone
            scripted  | tools=false          | has no use for tools, which is for anthropic, llama, ollama, openai. Leave it out.
            scripted  | parallel-tools=false | has no use for parallel-tools
            rules     | json-schema=false    | An engine of type rules has no use for json-schema
            openai    | temperature=0        | has no use for temperature, which is for llama. Leave it out.
            openai    | seed=7               | An engine of type openai has no use for seed, which is for llama. Leave it out.
            anthropic | max-output-tokens-name=max_tokens | has no use for max-output-tokens-name, which is for openai. Leave it out.
            llama     | max-output-tokens-name=max_tokens | has no use for max-output-tokens-name
            ollama    | threads=2            | has no use for threads
            openai    | model-file=x.gguf    | has no use for model-file
            llama     | limits.max-concurrent=2 | A model in this process makes one reply after another
            rules     | script=x.yaml        | has no use for script, which is for scripted
            """)
    void whatAnEngineWouldPassOverEndsTheStart(String type, String setting, String sentence) {
        String x = "walden.reasoning.engines.x.";
        start.withPropertyValues(x + "type=" + type, x + "base-url=http://127.0.0.1:1", x + "model=m", x + "api-key=k")
                .withPropertyValues(x + setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(x + setting.split("=", 2)[0])
                        .hasStackTraceContaining(sentence));
    }

    @Test
    void aTypeThatThereIsNoneOfIsToldBeforeItsSettings() {
        String x = "walden.reasoning.engines.x.";
        start.withPropertyValues(x + "type=opnai", x + "tools=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(x + "type")
                        .hasStackTraceContaining("The type of an engine is anthropic, llama"));
    }

    @Test
    void aBreakerThatCouldNeverJudgeEndsTheStartWithASentence() {
        start.withPropertyValues(
                        "walden.reasoning.engines.x.type=rules", "walden.reasoning.engines.x.breaker.minimum-calls=30")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("walden.reasoning.engines.x.breaker.minimum-calls")
                        .hasStackTraceContaining("Raise its window or lower its minimum-calls."));
    }

    @Test
    void anEngineWithoutABreakerOfItsOwnHasTheDefaultsOfOne() {
        assertThat(EngineSettings.of("openai", "breaker.window=20").breaker())
                .isEqualTo(ReasoningProperties.BreakerProperties.STANDARD);
        assertThat(EngineSettings.of("openai").breaker()).isNull();
    }

    @Test
    void aKeyIsNeverPrinted() {
        start.withPropertyValues(
                        "walden.reasoning.engines.x.type=rules", "walden.reasoning.engines.x.api-key=secret-key")
                .run(context -> assertThat(context.getBean(ReasoningProperties.class))
                        .asString()
                        .doesNotContain("secret-key"));
    }
}
