package dev.walden.reasoning.rules;

import dev.walden.reasoning.rules.Words.Word;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a sentence has the words of a question: all of them, in one of the orders that an answer may have. Most of them are not
 * enough, because the one that is missing is what tells my sister's number from my brother's.
 *
 * @param places of the words that were asked for, at least one; not to be changed
 */
record Match(List<Word> words, NavigableSet<Integer> places) {

    private static final Set<String> DETERMINERS = Set.of("my", "our", "your");

    private static final Set<String> PREPOSITIONS =
            Set.of("of", "for", "in", "at", "on", "from", "to", "with", "by", "about", "near", "under");

    /** They begin a new thought, and leave the word before them as it was. */
    private static final Set<String> CONNECTIVES = Set.of(
            "since", "because", "but", "until", "after", "before", "while", "too", "also", "then", "near", "under");

    /** What "when" asks for, so that an answer may name it. */
    private static final Set<String> TIMES = Set.of("date", "time", "day");

    /** @param when whether the words for a time belong to the question too */
    static Optional<Match> of(List<String> order, List<Word> words, boolean when) {
        NavigableSet<Integer> places = new TreeSet<>();
        int from = 0;
        boolean adjacent = false;
        for (String wanted : order) {
            int place = find(wanted, words, from, adjacent);
            if (place < 0) {
                return Optional.empty();
            }
            places.add(place);
            from = place + 1;
            adjacent = DETERMINERS.contains(wanted);
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Match match = new Match(words, places);
        return Optional.of(when ? match.withTimes() : match);
    }

    /** @param adjacent whether only the very next word will do: "my number" is not "my sister's number" */
    private static int find(String wanted, List<Word> words, int from, boolean adjacent) {
        int end = adjacent ? Math.min(from + 1, words.size()) : words.size();
        for (int i = from; i < end; i++) {
            if (words.get(i).stem().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** "The date for the meeting" and "the meeting's date" are about the meeting as far as "when" is asked. */
    private Match withTimes() {
        NavigableSet<Integer> all = new TreeSet<>(places);
        if (is(TIMES, places.last() + 1)) {
            all.add(places.last() + 1);
        }
        int before = beforeFirst();
        if (is(PREPOSITIONS, before) && is(TIMES, before - 1)) {
            all.add(before - 1);
        }
        return new Match(words, all);
    }

    /** Whether the sentence speaks of what is asked, not of something that only belongs to it or stands near it. */
    boolean isAbout(Question question) {
        if (question.kind() == Question.Kind.TOPIC) {
            return true;
        }
        boolean person = question.kind() == Question.Kind.PERSON;
        boolean elsewhere = (!person && hasAnotherOwner())
                || ownsSomethingElse(question.owners())
                || is(Set.of("of", "for"), beforeFirst());
        return !elsewhere && (!question.identity() || saysWhatItIs());
    }

    /** "My brother's number", when a number is asked for; but "my sister Ann's number" is my sister's. */
    private boolean hasAnotherOwner() {
        for (int i = 0; i < places.last(); i++) {
            boolean called = words.get(i).capitalised() && places.contains(i - 1);
            if (words.get(i).owner() && !places.contains(i) && !called) {
                return true;
            }
        }
        return false;
    }

    /** "My cat's tail", when my cat is asked for; but "my cat's food" may be "my cat's dry food". */
    private boolean ownsSomethingElse(Set<String> asked) {
        return places.stream()
                .filter(place -> words.get(place).owner())
                .filter(place -> !places.contains(place + 1))
                .anyMatch(place -> !asked.contains(words.get(place).stem())
                        || (place.equals(places.last()) && contentAt(place + 1)));
    }

    /** "Is" stands right behind the words, or before them with an article at most between. */
    private boolean saysWhatItIs() {
        int last = places.last();
        boolean behind = (is(last + 1) || words.get(last).copula()) && !is(PREPOSITIONS, beforeFirst());
        boolean before = is(beforeFirst()) && !another(last);
        return (behind || before) && places.headSet(last).stream().noneMatch(this::another);
    }

    /** Whether the word behind makes another thing of it: "capital punishment in France", "my boss's wife". Names do not. */
    private boolean another(int place) {
        int next = place + 1;
        if (words.get(place).owner() || next >= words.size() || places.contains(next)) {
            return false;
        }
        Word word = words.get(next);
        return word.content() && !word.copula() && !word.capitalised() && !is(CONNECTIVES, next);
    }

    private boolean contentAt(int place) {
        return place < words.size() && words.get(place).content();
    }

    private int beforeFirst() {
        int before = places.first() - 1;
        return before >= 0 && words.get(before).article() ? before - 1 : before;
    }

    private boolean is(int place) {
        return place >= 0 && place < words.size() && words.get(place).copula();
    }

    private boolean is(Set<String> any, int place) {
        return place >= 0
                && place < words.size()
                && any.contains(words.get(place).raw().toLowerCase(Locale.ROOT));
    }
}
