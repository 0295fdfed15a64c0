package dev.walden.tools;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A name pattern: {@code *} stands for any characters, {@code ?} for one; everything else for itself. */
record Glob(String text) {

    Glob {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "A pattern of names must not be blank; write * for every tool or space.");
        }
    }

    boolean matches(String name) {
        String regex = text.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.matches(regex, name);
    }
}
