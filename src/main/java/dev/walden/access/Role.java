package dev.walden.access;

import java.util.Locale;

/** What the holder of a key may do. Each role may do all that those before it may. */
public enum Role {
    /** Works with tasks and memory. */
    USER,
    /** Also reads how the service fares. */
    OPERATOR,
    /** Also administers it: keys, shutdown. */
    ADMIN;

    /** Whether this role is enough where {@code wanted} is asked for. */
    public boolean covers(Role wanted) {
        return compareTo(wanted) >= 0;
    }

    /** As records and the API name it: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Role ofCode(String code) {
        for (Role role : values()) {
            if (role.code().equals(code)) {
                return role;
            }
        }
        throw new IllegalArgumentException("A role is user, operator or admin; found: " + code);
    }
}
