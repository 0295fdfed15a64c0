package dev.walden.secrets;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets that a test makes up. */
public final class SecretsForTests {

    private SecretsForTests() {}

    /** By name. */
    public static Secrets of(Map<String, String> values) {
        return new Secrets(List.of(name -> Optional.ofNullable(values.get(name))));
    }
}
