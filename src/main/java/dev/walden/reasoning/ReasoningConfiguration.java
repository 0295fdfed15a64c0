package dev.walden.reasoning;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReasoningProperties.class)
final class ReasoningConfiguration {

    private static final String PREFIX = "walden.reasoning.";

    @Bean
    ReasoningGateway reasoningGateway(ReasoningProperties properties, MeterRegistry registry) {
        Map<String, Engine> engines = sound(() -> ConfiguredEngines.of(properties.engines()));
        demand(engines, "default-engine", properties.defaultEngine());
        properties.fallback().forEach(name -> demand(engines, "fallback", name));
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextLong());
        Guards guards = sound(() -> Guards.of(properties.engines(), RetryClock.SYSTEM, backoff));
        Prices prices = properties.prices();
        ReasoningMetrics metrics = new ReasoningMetrics(registry, engines.keySet(), prices);
        metrics.watch(guards, engines.keySet());
        return new EngineGateway(
                engines,
                properties.defaultEngine(),
                properties.fallback(),
                Instructions.load(Instructions.CURRENT),
                new Attempts(backoff, RetryClock.SYSTEM, metrics, guards),
                RetryClock.SYSTEM,
                prices);
    }

    @Bean
    Budget budget(ReasoningProperties properties) {
        return properties.budgets();
    }

    private static <T> T sound(Supplier<T> configured) {
        try {
            return configured.get();
        } catch (EngineSetupException e) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + "engines." + e.property(), e.value(), e.getMessage());
        }
    }

    private static void demand(Map<String, Engine> engines, String property, String name) {
        if (!engines.containsKey(name)) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + property,
                    name,
                    "There is no engine of this name. Configured are: " + String.join(", ", engines.keySet()) + ". Add "
                            + PREFIX + "engines." + name + " or name one of these.");
        }
    }
}
