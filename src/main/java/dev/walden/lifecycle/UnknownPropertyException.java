package dev.walden.lifecycle;

import java.util.List;

/** Something is configured that there is not. */
final class UnknownPropertyException extends RuntimeException {

    /** @param properties each with where it stands */
    UnknownPropertyException(List<String> properties) {
        super("There is no property " + String.join(", and no ", properties) + ".");
    }
}
