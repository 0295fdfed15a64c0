package dev.walden.memory.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "My lucky number is 391.              | user           | lucky number      | 391",
                "My favorite color is dark blue       | user           | favourite colour  | dark blue",
                "our wifi password is heron-4711      | user           | wifi password     | heron-4711",
                "Ada's birthday is 3 May.             | ada            | birthday          | 3 May",
                "The user's name is Jo.               | user           | name              | Jo",
                "Ada's brother's name is Tom.         | ada's brother  | name              | Tom",
                "My dog is Rex.                       | user           | dog               | Rex",
                "The capital of Peru is Lima.         | peru           | capital           | Lima",
                "The deadline for project X is Friday | project x      | deadline          | Friday",
                "The admin password is now swordfish. | admin          | password          | swordfish",
                "Ada lives in Rome.                   | ada            | home              | Rome",
                "I live in New York.                  | user           | home              | New York",
                "The user currently lives in Oslo.    | user           | home              | Oslo",
                "Ada Byron works at Acme Corp.        | ada byron      | employer          | Acme Corp",
                "I work as a nurse.                   | user           | job               | nurse",
                "Ada is 36 years old.                 | ada            | age               | 36",
                "User prefers dark mode.              | user           | preferred mode    | dark",
                "Ada prefers tea to coffee.           | ada            | preference: coffee or tea | tea"
            })
    void simpleSentencesAreUnderstood(String text, String subject, String attribute, String value) {
        assertThat(Assertion.of(text, null)).hasValue(new Assertion(subject, attribute, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My car is red.",
                "My brother is a doctor.",
                "Ada's friends are Bob and Eve.",
                "My number is not 391.",
                "Ada's number was 391.",
                "If Ada moves, her home is Rome.",
                "Is my number 391?",
                "Maybe Ada's number is 391.",
                "Ada likes tea.",
                "Ada prefers tea.",
                "Ada visited Rome.",
                "Ada lives in Rome and works at Acme.",
                "The cat is hungry.",
                "The deadline is Friday.",
                "Bob says Ada's age is 36.",
                "My number is 7. My age is 36.",
                "Remember that it's late."
            })
    void whatMayMeanMoreOrLessIsLeftAlone(String text) {
        assertThat(Assertion.of(text, null)).isEmpty();
    }

    @Test
    void whoSpeaksIsTheSubjectOfTheirOwnWords() {
        assertThat(Assertion.of("My lucky number is 7.", "Ada").orElseThrow().subject())
                .isEqualTo(Assertion.of("Ada's lucky number is 8.", "Bob")
                        .orElseThrow()
                        .subject());
    }
}
