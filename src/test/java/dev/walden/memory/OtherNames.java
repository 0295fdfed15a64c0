package dev.walden.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in place of others, also where these are shortened to their first three letters or more. */
final class OtherNames {

    private static final List<String> NAMES = List.of(
            "Anouk", "Bram", "Chiara", "Dario", "Eszter", "Fenna", "Goran", "Hanneke", "Ilse", "Joost", "Katya",
            "Lorcan");

    private static final int SHORTEST = 3;

    private final Map<String, String> others;
    private final Pattern pattern;

    private OtherNames(Map<String, String> others) {
        this.others = others;
        this.pattern = Pattern.compile(others.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "\\b(?:", ")\\b")));
    }

    /** Everybody keeps their own. */
    static OtherNames none() {
        return new OtherNames(Map.of());
    }

    /**
     * Names for some.
     *
     * @param all none of the new ones stands in it
     */
    static OtherNames drawn(List<String> some, String all, long seed) {
        List<String> free = new ArrayList<>(
                NAMES.stream().filter(name -> !all.contains(name)).toList());
        Collections.shuffle(free, new Random(seed));
        Map<String, String> others = new HashMap<>();
        for (int i = 0; i < some.size(); i++) {
            String name = some.get(i);
            for (int letters = SHORTEST; letters <= name.length(); letters++) {
                others.put(name.substring(0, letters), free.get(i));
            }
        }
        return new OtherNames(others);
    }

    String in(String text) {
        return others.isEmpty()
                ? text
                : pattern.matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(others.getOrDefault(found.group(), found.group())));
    }
}
