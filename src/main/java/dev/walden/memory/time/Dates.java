package dev.walden.memory.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Times of the calendar: "3 May 2026", "May 3rd", "in March", "in 2025", "2026-05-03". Without a year, the last that has begun. */
final class Dates {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;
    private static final int LONGEST_DAY = 31;
    /** A leap day may be eight years back. */
    private static final int YEARS_BACK = 8;

    private static final Set<String> LEADS = Set.of("in", "during", "of", "on", "last", "this", "previous");
    private static final Pattern ORDINAL = Pattern.compile("(?:st|nd|rd|th)$");
    private static final Map<String, Month> MONTHS = months();

    private Dates() {}

    private static Map<String, Month> months() {
        Map<String, Month> months = new HashMap<>();
        for (Month month : Month.values()) {
            months.put(month.name().toLowerCase(Locale.ROOT), month);
        }
        for (String brief : List.of("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec")) {
            months.put(brief, monthBeginning(brief));
        }
        months.put("sept", Month.SEPTEMBER);
        return months;
    }

    private static Month monthBeginning(String letters) {
        for (Month month : Month.values()) {
            if (month.name().toLowerCase(Locale.ROOT).startsWith(letters)) {
                return month;
            }
        }
        throw new IllegalStateException("No month begins with " + letters);
    }

    static boolean isMonth(String word) {
        return MONTHS.containsKey(word);
    }

    /** "2026-05-03" or "2026-05". */
    static Optional<Found> iso(Words words, int at) {
        String word = words.at(at);
        try {
            return switch (word.length()) {
                case 10 -> Optional.of(Found.named(TimeSpan.ofDay(LocalDate.parse(word), words.zone()), at + 1));
                case 7 ->
                    word.charAt(4) == '-'
                            ? Optional.of(Found.named(month(words, YearMonth.parse(word)), at + 1))
                            : Optional.empty();
                default -> Optional.empty();
            };
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** "3 May 2026", "the 3rd of May". */
    static Optional<Found> dayThenMonth(Words words, int at) {
        int monthAt = words.past(at + 1, "of");
        Month month = MONTHS.get(words.at(monthAt));
        OptionalInt day = month == null ? OptionalInt.empty() : day(words.at(at));
        return month == null || day.isEmpty() ? Optional.empty() : date(words, monthAt + 1, month, day.getAsInt());
    }

    /**
     * "May 3, 2026", "May 3rd", "on May 3".
     *
     * @param led whether a word before it says that a time follows: "may 3 people come" is none
     */
    static Optional<Found> monthThenDay(Words words, int at, boolean led) {
        Month month = MONTHS.get(words.at(at));
        OptionalInt day = month == null ? OptionalInt.empty() : day(words.at(at + 1));
        if (month == null || day.isEmpty()) {
            return Optional.empty();
        }
        boolean ordinal =
                !Character.isDigit(words.at(at + 1).charAt(words.at(at + 1).length() - 1));
        boolean clear = led || ordinal || year(words, at + 2).isPresent();
        return clear ? date(words, at + 2, month, day.getAsInt()) : Optional.empty();
    }

    /**
     * "in March", "last March", "March 2026", "of this May".
     *
     * @param bare whether the name alone says enough
     */
    static Optional<Found> month(Words words, int at, boolean bare) {
        boolean led = words.isOneOf(at, LEADS) && !words.is(at, "on");
        int name = led ? at + 1 : at;
        Month month = MONTHS.get(words.at(name));
        OptionalInt year = year(words, name + 1);
        if (month == null || !(bare || led || year.isPresent())) {
            return Optional.empty();
        }
        if (year.isPresent()) {
            return Optional.of(Found.named(month(words, YearMonth.of(year.getAsInt(), month)), name + 2));
        }
        YearMonth current = YearMonth.from(words.today());
        YearMonth meant = YearMonth.of(current.getYear(), month);
        return switch (words.at(at)) {
            case "this" -> Optional.of(Found.relative(month(words, meant), name + 1));
            case "last", "previous" ->
                Optional.of(
                        Found.relative(month(words, meant.isBefore(current) ? meant : meant.minusYears(1)), name + 1));
            default ->
                Optional.of(Found.named(month(words, meant.isAfter(current) ? meant.minusYears(1) : meant), name + 1));
        };
    }

    /**
     * "in 2025".
     *
     * @param bare whether the number alone says enough
     */
    static Optional<Found> year(Words words, int at, boolean bare) {
        boolean led = words.is(at, "in") || words.is(at, "during");
        int place = words.past(led ? at + 1 : at, "year");
        OptionalInt year = year(words, place);
        if (year.isEmpty() || !(bare || led)) {
            return Optional.empty();
        }
        LocalDate first = LocalDate.ofYearDay(year.getAsInt(), 1);
        return Optional.of(Found.named(TimeSpan.ofDays(first, first.plusYears(1), words.zone()), place + 1));
    }

    private static Optional<Found> date(Words words, int yearAt, Month month, int day) {
        OptionalInt year = year(words, yearAt);
        if (year.isPresent()) {
            return valid(year.getAsInt(), month, day)
                    .map(date -> Found.named(TimeSpan.ofDay(date, words.zone()), yearAt + 1));
        }
        for (int back = 0; back <= YEARS_BACK; back++) {
            Optional<LocalDate> date = valid(words.today().getYear() - back, month, day)
                    .filter(possible -> !possible.isAfter(words.today()));
            if (date.isPresent()) {
                return date.map(past -> Found.named(TimeSpan.ofDay(past, words.zone()), yearAt));
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> valid(int year, Month month, int day) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static TimeSpan month(Words words, YearMonth month) {
        return TimeSpan.ofDays(month.atDay(1), month.plusMonths(1).atDay(1), words.zone());
    }

    private static OptionalInt year(Words words, int at) {
        OptionalInt number = words.number(at);
        return number.isPresent() && number.getAsInt() >= FIRST_YEAR && number.getAsInt() <= LAST_YEAR
                ? number
                : OptionalInt.empty();
    }

    private static OptionalInt day(String word) {
        String digits = ORDINAL.matcher(word).replaceFirst("");
        if (digits.isEmpty() || digits.length() > 2 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int day = Integer.parseInt(digits);
        return day >= 1 && day <= LONGEST_DAY ? OptionalInt.of(day) : OptionalInt.empty();
    }
}
