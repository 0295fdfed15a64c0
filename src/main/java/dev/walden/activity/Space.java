package dev.walden.activity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A walled-off memory and workspace: a tenant, a project, a person. Begins with its first write; nothing recalled crosses it.
 *
 * @param name {@code [A-Za-z0-9._-]{1,64}}, and not only dots
 */
public record Space(String name) {

    private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

    /** The space of those who name none. */
    public static final Space DEFAULT = new Space("default");

    public Space {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("A space is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'; found: " + name);
        }
    }

    /** The space of this name, or empty when it has not the form of one. */
    public static Optional<Space> parse(String name) {
        return FORM.matcher(name).matches() ? Optional.of(new Space(name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
