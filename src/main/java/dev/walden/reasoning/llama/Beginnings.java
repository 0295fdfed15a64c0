package dev.walden.reasoning.llama;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which rules begin with which others. One that begins with itself has no end: llama.cpp refuses a grammar that has such a rule, the library says
 * nothing of it, and the model then writes what it likes. Confined to one thread.
 */
final class Beginnings {

    private final Map<String, Set<String>> known = new HashMap<>();

    /** Lets a rule begin with another; says no, and changes nothing, where it would then begin with itself. */
    boolean add(String rule, String with) {
        if (leads(with, rule, new HashSet<>())) {
            return false;
        }
        known.computeIfAbsent(rule, _ -> new HashSet<>()).add(with);
        return true;
    }

    private boolean leads(String from, String to, Set<String> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && known.getOrDefault(from, Set.of()).stream().anyMatch(next -> leads(next, to, seen)));
    }
}
