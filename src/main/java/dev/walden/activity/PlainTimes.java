package dev.walden.activity;

import java.time.Duration;

/** Durations as the log mostly has them, without the pattern that {@link Duration#parse} matches. */
final class PlainTimes {

    private static final int MAX_SECOND_DIGITS = 9;
    private static final int FRACTION_DIGITS = 9;

    private PlainTimes() {}

    /** The duration in ISO-8601. */
    static Duration duration(String text) {
        int at = 2;
        long seconds = 0;
        for (; at < text.length() - 1 && isDigit(text, at); at++) {
            seconds = seconds * 10 + text.charAt(at) - '0';
        }
        int digits = at - 2;
        boolean fraction = digits > 0 && text.charAt(at) == '.';
        int fractionFrom = at + 1;
        int nanos = 0;
        for (at += fraction ? 1 : 0; fraction && isDigit(text, at); at++) {
            nanos = nanos * 10 + text.charAt(at) - '0';
        }
        int fractionDigits = fraction ? at - fractionFrom : 0;
        boolean usual = digits > 0
                && digits <= MAX_SECOND_DIGITS
                && fractionDigits <= FRACTION_DIGITS
                && (!fraction || fractionDigits > 0)
                && at == text.length() - 1
                && text.charAt(at) == 'S';
        if (!usual) {
            return Duration.parse(text);
        }
        for (int i = fractionDigits; i < FRACTION_DIGITS; i++) {
            nanos *= 10;
        }
        return Duration.ofSeconds(seconds, nanos);
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
