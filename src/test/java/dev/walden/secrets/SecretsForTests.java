package dev.walden.secrets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Secrets that a test makes up. */
public final class SecretsForTests {

    private SecretsForTests() {}

    /** By name. */
    public static Secrets of(Map<String, String> values) {
        return from(name -> Optional.ofNullable(values.get(name)));
    }

    /** As something says at each use. */
    public static Secrets from(Function<String, Optional<String>> values) {
        return new Secrets(List.of(values::apply));
    }
}
