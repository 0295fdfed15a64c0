package dev.walden.access;

import dev.walden.activity.Space;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a key that was presented and is known. Holds nothing secret.
 *
 * @param id for records and log lines
 * @param name for people
 * @param space the only space that it opens, null for all
 */
public record ApiKey(
        String id, String name, Role role, @Nullable Space space) {

    /** Whether the key opens this space. */
    public boolean opens(Space wanted) {
        return space == null || space.equals(wanted);
    }

    /** The space that is meant when its holder names none. */
    public Space home() {
        return space == null ? Space.DEFAULT : space;
    }
}
