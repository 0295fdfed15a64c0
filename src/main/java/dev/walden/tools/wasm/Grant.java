package dev.walden.tools.wasm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a manifest can give a module beside its arguments. None of them reaches anything outside. */
enum Grant {
    /** What time it is. */
    CLOCK,
    /** Numbers that nobody can guess. */
    RANDOM;

    /** The names of all, for a sentence about one that is none. */
    static final String NAMES = Arrays.stream(values()).map(Grant::code).collect(Collectors.joining(", "));

    /** The one of that name, as manifests write it. */
    static Optional<Grant> named(@Nullable Object name) {
        return Arrays.stream(values())
                .filter(grant -> grant.code().equals(name))
                .findFirst();
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
