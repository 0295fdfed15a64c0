package dev.walden.reasoning.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Questions about date and time, here or elsewhere, now or some time from now. The date or time of anything else, such as a meeting,
 * is no question for a clock.
 */
final class TimeQuestions implements Recogniser {

    private static final String AMOUNT = "(\\d{1,6}|[a-z]+(?:[- ][a-z]+)?)\\s+(minute|hour|day|week)s?";

    private static final Pattern FORM = Pattern.compile(
            "(?:(?:tell|give|show) me\\s+|do you know\\s+|say\\s+)?(?:(?:what|which)(?:'s|’s|s|\\s+(?:is|was|will be))?\\s+)?"
                    + "(?:the\\s+)?(?:current\\s+|local\\s+)?"
                    + "(?:(?<day>today|tomorrow|yesterday)(?:'s|’s|s)\\s+)?"
                    + "(?<what>day of the week|weekday|date|day|time|year|month)(?:\\s+and\\s+(?:the\\s+)?(?:date|time))?"
                    + "(?:\\s+(?:of\\s+the\\s+)?(?:is|was|will)?\\s*(?:it)?\\s*(?:be)?)?"
                    + "(?<rest>(?:\\s+.+)?)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SHORT = Pattern.compile(
            "(?:what|which)(?:'s|’s|s|\\s+is)?\\s+(?<day>today|tomorrow|yesterday)(?<what>)(?<rest>)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WHEN = Pattern.compile(
            "\\s*(?:right\\s+)?(?:now|currently|here)|\\s*(?<day>today|tomorrow|yesterday|the day after tomorrow|the day before yesterday)"
                    + "|\\s*in\\s+" + AMOUNT + "(?:\\s+from now)?|\\s*" + AMOUNT
                    + "\\s+(ago|from now|from today|later)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PLACE =
            Pattern.compile("\\s*(?<preposition>in|at|for)\\s+(?<names>.+?)", Pattern.CASE_INSENSITIVE);

    /** What stands after "in" and is no place that a clock could know: "the date in my contract". */
    private static final Pattern THING = Pattern.compile(
            "(?:the|this|that|these|those|an?|my|our|your|his|her|its|their)\\s.*|(?:\\S+\\s+){4}.*|.*['’].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern AND = Pattern.compile("\\s*,\\s*(?:and\\s+)?(?:in\\s+)?|\\s+and\\s+(?:in\\s+)?");

    private static final Map<String, Long> DAYS = Map.of(
            "today",
            0L,
            "tomorrow",
            1L,
            "yesterday",
            -1L,
            "the day after tomorrow",
            2L,
            "the day before yesterday",
            -2L);

    @Override
    public List<Intent> recognise(Clause clause) {
        for (Pattern form : List.of(SHORT, FORM)) {
            Matcher matcher = form.matcher(clause.text());
            if (matcher.matches()) {
                return recognise(clause, matcher);
            }
        }
        return List.of();
    }

    private static List<Intent> recognise(Clause clause, Matcher form) {
        Asked asked = new Asked(form.group("what").contains("time") ? "time" : "date");
        if (form.group("day") != null) {
            asked.day(form.group("day"));
        }
        String rest = asked.takeWhens(form.group("rest"));
        if (rest.isBlank()) {
            return List.of(asked.intent(Optional.empty(), ""));
        }
        Matcher place = PLACE.matcher(rest);
        return place.matches() ? places(clause, asked, place) : List.of();
    }

    private static List<Intent> places(Clause clause, Asked asked, Matcher found) {
        String names = found.group("names");
        List<String> places = Zones.of(names).isPresent() ? List.of(names) : List.of(AND.split(names, -1));
        boolean known = places.stream().anyMatch(place -> Zones.of(place).isPresent());
        boolean thing = !found.group("preposition").equalsIgnoreCase("in")
                || THING.matcher(names).matches();
        if (!known && thing) {
            return List.of();
        }
        List<Intent> intents = new ArrayList<>();
        for (String place : places) {
            Optional<String> zone = Zones.of(place);
            intents.add(
                    zone.isPresent()
                            ? asked.intent(zone, place)
                            : new Intent.Unclear(clause.original(), "I do not know the time zone of " + place + "."));
        }
        return intents;
    }

    /** What has been understood so far. Confined to one recognition. */
    private static final class Asked {

        private final String what;
        private final Map<String, @Nullable Object> offset = new LinkedHashMap<>();
        private String when = "";

        Asked(String what) {
            this.what = what;
        }

        void day(String name) {
            String day = name.toLowerCase(Locale.ROOT);
            long days = DAYS.getOrDefault(day, 0L);
            when = " " + day;
            if (days != 0) {
                offset.put("days", days);
            }
        }

        /** Takes what says when from the front or the back, and gives what is left: the place. */
        String takeWhens(String words) {
            Matcher front = WHEN.matcher(words);
            if (front.lookingAt()
                    && (front.end() == words.length() || words.charAt(front.end()) == ' ')
                    && take(front)) {
                return words.substring(front.end());
            }
            for (int i = words.lastIndexOf(' '); i >= 0; i = words.lastIndexOf(' ', i - 1)) {
                Matcher back = WHEN.matcher(words.substring(i));
                if (back.matches() && take(back)) {
                    return words.substring(0, i);
                }
            }
            return words;
        }

        private boolean take(Matcher found) {
            if (found.group("day") != null) {
                day(found.group("day"));
                return true;
            }
            String number = found.group(2) != null ? found.group(2) : found.group(4);
            if (number == null) {
                return true;
            }
            Optional<Long> amount = NumberWords.whole(number);
            String unit = (found.group(3) != null ? found.group(3) : found.group(5)).toLowerCase(Locale.ROOT);
            boolean ago = "ago".equalsIgnoreCase(found.group(6));
            amount.ifPresent(count -> shift(ago ? -count : count, unit));
            when = " " + found.group().strip();
            return amount.isPresent();
        }

        private void shift(long count, String unit) {
            switch (unit) {
                case "week" -> offset.put("days", count * 7);
                case "day" -> offset.put("days", count);
                case "hour" -> offset.put("hours", count);
                default -> offset.put("minutes", count);
            }
        }

        Intent intent(Optional<String> zone, String place) {
            Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
            zone.ifPresent(id -> arguments.put("zone", id));
            arguments.putAll(offset);
            return new Intent.TellTime(
                    "The " + what + (place.isEmpty() ? "" : " in " + place.strip()) + when, arguments);
        }
    }
}
