package dev.walden.tools;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The role of the key that a task was submitted with, or that decides about a call, as policy asks for it. The least comes first. */
public enum KeyRole {
    /** Works with tasks and memory. */
    USER,
    /** Also reads how the service fares. */
    OPERATOR,
    /** Also administers it. */
    ADMIN;

    /** As records and the API name it: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may less than the other. */
    public boolean isLessThan(KeyRole other) {
        return compareTo(other) < 0;
    }

    /** The role of this code. What is absent or unknown is a user: who is not known may do least. */
    public static KeyRole ofCode(@Nullable String code) {
        for (KeyRole role : values()) {
            if (role.code().equals(code)) {
                return role;
            }
        }
        return USER;
    }
}
