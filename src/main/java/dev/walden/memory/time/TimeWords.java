package dev.walden.memory.time;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * What a text says about time.
 *
 * @param span the time that is meant
 * @param words that say it, as they stand in the text
 * @param rest the text without them
 * @param relative whether they count from now, as "last week" does and "in March" does not
 * @param alone whether the text asks for nothing but a time: "what happened yesterday?"
 */
public record TimeWords(TimeSpan span, String words, String rest, boolean relative, boolean alone) {

    /** Words that ask without saying for what. */
    private static final Set<String> ASKING = Set.of(
            ("a about all am an any anything are around as at be been before did do does doing done during episode episodes ever"
                            + " everything find first for from get give got had happen happened happening happens has have i in is"
                            + " it items just last list me memory message messages my no of on or our out please recall remember"
                            + " said say see session sessions show so some something tasks task talk talked tell than that the"
                            + " there these thing things this those to together us was we went were what when which who with work"
                            + " worked you your")
                    .split(" "));

    /** Words before a time that belong to it. */
    private static final Set<String> LEADING = Set.of("on", "in", "during", "at", "the", "of", "from", "for");

    /** The first time that a text names, as it is understood at that moment and in its zone. Pure. */
    public static Optional<TimeWords> in(String text, ZonedDateTime now) {
        Words words = Words.of(text, now);
        for (int at = 0; at < words.all().size(); at++) {
            Optional<Found> found = Phrase.mayBegin(words, at) ? Phrase.at(words, at) : Optional.empty();
            if (found.isPresent() && found.get().span().lasts()) {
                return Optional.of(of(text, words, at, found.get()));
            }
        }
        return Optional.empty();
    }

    private static TimeWords of(String text, Words words, int at, Found found) {
        int first = at;
        while (first > 0 && words.isOneOf(first - 1, LEADING)) {
            first--;
        }
        int start = words.all().get(first).start();
        int end = words.all().get(found.next() - 1).end();
        boolean alone = true;
        for (int i = 0; i < words.all().size(); i++) {
            alone &= (i >= first && i < found.next()) || words.isOneOf(i, ASKING);
        }
        String rest = (text.substring(0, start) + " " + text.substring(end)).strip();
        return new TimeWords(found.span(), text.substring(start, end), rest, found.relative(), alone);
    }
}
