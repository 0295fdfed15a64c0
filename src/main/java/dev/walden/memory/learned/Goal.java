package dev.walden.memory.learned;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads what tasks were asked for, word by word; signs and capital letters do not count. Pure. */
final class Goal {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern GAP = Pattern.compile("\\{[A-Za-z0-9_-]{1,64}}");
    private static final int LEAST_SHARED = 2;
    private static final double LEAST_LIKE = 0.6;
    private static final int MOST_CHARACTERS = 500;

    private Goal() {}

    /** The goal with {@code {NAME}} wherever it says a value of that name, the longest first. */
    static String withGaps(String goal, Map<String, String> values) {
        List<MatchResult> words = words(goal);
        Map<Integer, Gap> gaps = new TreeMap<>();
        Set<Integer> taken = new HashSet<>();
        values.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, String> value) ->
                                -words(value.getValue()).size())
                        .thenComparing(Map.Entry::getKey))
                .forEach(value -> {
                    List<MatchResult> sought = words(value.getValue());
                    for (int at = 0; !sought.isEmpty() && at + sought.size() <= words.size(); at++) {
                        if (stands(sought, words, at) && free(taken, at, sought.size())) {
                            gaps.put(at, new Gap(value.getKey(), sought.size()));
                        }
                    }
                });
        return clipped(cut(goal, words, gaps));
    }

    /** Whether a text's words stand in the goal, one after the other. */
    static boolean says(String goal, String text) {
        List<MatchResult> words = words(goal);
        List<MatchResult> sought = words(text);
        for (int at = 0; !sought.isEmpty() && at + sought.size() <= words.size(); at++) {
            if (stands(sought, words, at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two goals with gaps say the same but for the gaps: two words and three of five must be in both. */
    static boolean alike(String one, String other) {
        Set<String> words = outsideGaps(one);
        Set<String> others = outsideGaps(other);
        if (words.isEmpty() || words.equals(others)) {
            return !words.isEmpty();
        }
        Set<String> shared = new HashSet<>(words);
        shared.retainAll(others);
        int all = words.size() + others.size() - shared.size();
        return shared.size() >= LEAST_SHARED && shared.size() >= LEAST_LIKE * all;
    }

    private static Set<String> outsideGaps(String goal) {
        Set<String> words = new HashSet<>();
        words(GAP.matcher(goal).replaceAll(" ")).forEach(word -> words.add(lower(word)));
        return words;
    }

    private static List<MatchResult> words(String text) {
        return WORD.matcher(text).results().toList();
    }

    private static String lower(MatchResult word) {
        return word.group().toLowerCase(Locale.ROOT);
    }

    private static boolean stands(List<MatchResult> sought, List<MatchResult> words, int at) {
        for (int i = 0; i < sought.size(); i++) {
            if (!lower(sought.get(i)).equals(lower(words.get(at + i)))) {
                return false;
            }
        }
        return true;
    }

    /** Takes these places, if none is taken. */
    private static boolean free(Set<Integer> taken, int at, int size) {
        List<Integer> places = new ArrayList<>();
        for (int i = at; i < at + size; i++) {
            places.add(i);
        }
        return places.stream().noneMatch(taken::contains) && taken.addAll(places);
    }

    private static String cut(String goal, List<MatchResult> words, Map<Integer, Gap> gaps) {
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (Map.Entry<Integer, Gap> gap : gaps.entrySet()) {
            text.append(goal, end, words.get(gap.getKey()).start());
            text.append('{').append(gap.getValue().name()).append('}');
            end = words.get(gap.getKey() + gap.getValue().size() - 1).end();
        }
        return text.append(goal, end, goal.length()).toString();
    }

    private static String clipped(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = MOST_CHARACTERS - (Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0);
        return text.substring(0, end) + " […]";
    }

    private record Gap(String name, int size) {}
}
