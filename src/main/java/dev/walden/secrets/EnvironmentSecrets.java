package dev.walden.secrets;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Variables of the process: {@code api-token} is {@code WALDEN_SECRET_API_TOKEN}.
 *
 * @param variables by name
 */
record EnvironmentSecrets(Map<String, String> variables) implements SecretSource {

    private static final String PREFIX = "WALDEN_SECRET_";

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(
                variables.get(PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "the variables " + PREFIX + "*";
    }
}
