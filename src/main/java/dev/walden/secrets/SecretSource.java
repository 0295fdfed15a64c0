package dev.walden.secrets;

import java.util.Optional;

/** A place where secrets are kept. Thread-safe. */
@FunctionalInterface
interface SecretSource {

    /**
     * The value of this name, as it is now; empty when this place has none.
     *
     * @throws SecretException when it is there and may not be used as it is
     */
    Optional<String> find(String name);
}
