package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** Which properties are known, and that all that Spring does with them is still done. {@code StartFailureIT} shows it in the service. */
class UnknownPropertiesTest {

    /** One that is missing would take the properties of its module for unknown ones of another. */
    @Test
    void everyRootIsKnownAndNoOther() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));

        assertThat(scanner.findCandidateComponents("dev.walden").stream()
                        .map(found -> rootOf(Objects.requireNonNull(found.getBeanClassName())))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(UnknownProperties.ROOTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "walden.secrets.most=5",
                "walden.secrets.quota=",
                "walden.secrets.pause=",
                "walden.secrets.pause=${NO_SUCH_THING:}",
                "walden.secrets.rules[0].name=a",
                "walden.secrets.rules=",
                "walden.secrets.by.any-name.name=a",
                "walden.secrets.texts.any.name=a",
                "walden.memory.anything=1",
                "other.secrets.mots=5"
            })
    void whatIsNoneOfItsOwnOrHasNoValueIsNotUnknown(String property) {
        runner().withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "walden.secrets.mots=5",
                "walden.secrets.rules[0].nmae=a",
                "walden.secrets.ruels[0].name=a",
                "walden.secrets.by.any.nmae=a"
            })
    void aNameThatNothingIsBoundToEndsTheStart(String property) {
        runner().withPropertyValues(property, "walden.secrets.rules[0].name=a", "walden.secrets.by.any.name=a")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnknownPropertyException.class)
                        .hasMessageContaining("There is no property " + property.split("=", 2)[0]));
    }

    /** Constraints are checked by a handler that stands behind the one that looks for unknown names. */
    @ParameterizedTest
    @CsvSource({
        "walden.secrets.most=11, most",
        "walden.secrets.rules[0].most=11, rules[0].most",
        "walden.secrets.by.any.name=a, by[any].most"
    })
    void constraintsAreStillChecked(String property, String field) {
        runner().withPropertyValues(property, "walden.secrets.by.any.most=11", "walden.secrets.rules[0].name=a")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                BindValidationException.class,
                                failure -> assertThat(
                                                failure.getValidationErrors().getAllErrors())
                                        .anySatisfy(error ->
                                                assertThat(error.toString()).contains(field))));
    }

    @Test
    void aListThatAnEmptyOneTookThePlaceOfIsKnown() {
        Map<String, Object> file = Map.of("walden.secrets.rules[0].name", "a", "walden.secrets.rules[1].name", "b");

        runner().withInitializer(context ->
                        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("file", file)))
                .withPropertyValues("walden.secrets.rules=")
                .run(context ->
                        assertThat(context.getBean(Settings.class).rules()).isEmpty());
    }

    private static ApplicationContextRunner runner() {
        return new ApplicationContextRunner().withUserConfiguration(Bound.class);
    }

    private static ConfigurationPropertyName rootOf(String type) {
        Class<?> bound = ClassUtils.resolveClassName(type, null);
        Map<String, ?> binding =
                AnnotatedElementUtils.getMergedAnnotationAttributes(bound, ConfigurationProperties.class);
        return ConfigurationPropertyName.of(
                String.valueOf(Objects.requireNonNull(binding).get("prefix")));
    }

    @EnableConfigurationProperties(Settings.class)
    static final class Bound {

        @Bean
        static ConfigurationPropertiesBindHandlerAdvisor unknownProperties() {
            return UnknownProperties::new;
        }
    }

    @Validated
    @ConfigurationProperties("walden.secrets")
    record Settings(
            @Max(10) @DefaultValue("1") int most,
            @Nullable DataSize quota,
            @Nullable Duration pause,
            @DefaultValue List<@Valid Rule> rules,
            @DefaultValue Map<String, @Valid Rule> by,
            @DefaultValue Map<String, String> texts) {}

    record Rule(
            @NotNull String name,
            @Max(10) @DefaultValue("1") int most) {}
}
