package dev.walden.memory.learned;

import java.util.Set;

/** Tells names apart by numbers. */
public final class UniqueName {

    private UniqueName() {}

    /** The name, or the name with the first number from 2 that makes it new; it is taken then. */
    public static String among(Set<String> taken, String name) {
        String unique = name.isEmpty() ? "value" : name;
        for (int number = 2; !taken.add(unique); number++) {
            unique = name + "-" + number;
        }
        return unique;
    }
}
