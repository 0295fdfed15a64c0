package dev.walden.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services give back what they were given as their writers of JSON and of addresses write it. */
class SecretFormsTest {

    private static final String VALUE = "a/b=c&d+e<f>g'h ü~k🔑";

    /** In the order: as PHP, Python, Jackson, Go, Gson in both cases, .NET; then addresses, and pages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\/b=c&d+e<f>g'h \\u00fc~k\\ud83d\\udd11",
                "a\\/b=c&d+e<f>g'h ü~k🔑",
                "a/b=c&d+e<f>g'h \\u00fc~k\\ud83d\\udd11",
                "a/b=c&d+e<f>g'h \\u00FC~k\\uD83D\\uDD11",
                "a/b=c\\u0026d+e\\u003cf\\u003eg'h ü~k🔑",
                "a/b\\u003dc\\u0026d+e\\u003cf\\u003eg\\u0027h ü~k🔑",
                "a/b\\u003Dc\\u0026d+e\\u003Cf\\u003Eg\\u0027h ü~k🔑",
                "a/b=c\\u0026d\\u002Be\\u003Cf\\u003Eg\\u0027h \\u00FC~k\\uD83D\\uDD11",
                "a/b=c\\u0026d\\u002be\\u003cf\\u003eg\\u0027h \\u00fc~k\\ud83d\\udd11",
                "a%2Fb%3Dc%26d%2Be%3Cf%3Eg%27h+%C3%BC%7Ek%F0%9F%94%91",
                "a/b%3Dc%26d%2Be%3Cf%3Eg%27h%20%C3%BC~k%F0%9F%94%91",
                "a/b%3dc%26d%2be%3cf%3eg%27h%20%c3%bc~k%f0%9f%94%91",
                "a%2fb%3dc%26d%2be%3cf%3eg'h%20%c3%bc~k%f0%9f%94%91",
                "a/b=c&d+e%3Cf%3Eg'h%20%C3%BC~k%F0%9F%94%91",
                "a/b=c&amp;d+e&lt;f&gt;g'h ü~k🔑",
                "a/b=c&amp;d+e&lt;f&gt;g&#39;h ü~k🔑",
                "a/b=c&amp;d+e&lt;f&gt;g&#039;h ü~k🔑",
                "a/b=c&amp;d+e&lt;f&gt;g&#x27;h ü~k🔑",
                "a/b=c&amp;d+e&lt;f&gt;g&apos;h ü~k🔑",
            })
    void anEchoInAnyOfTheUsualFormsIsTakenOut(String echo) {
        Secrets secrets = new Secrets(List.of(_ -> Optional.of(VALUE)));
        secrets.filled("${secret:pay}");

        assertThat(secrets.redacted("{\"sent\":\"" + echo + "\"}")).isEqualTo("{\"sent\":\"[secret pay]\"}");
    }
}
