package dev.walden.wal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The form of {@code at}: {@code 2026-11-21T02:11:13.123456Z}, always 27 bytes. A clock beyond years 0 to 9999 is held there. */
final class Timestamp {

    static final int BYTES = 27;

    private static final Instant LOWEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant HIGHEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final byte[] FORM = Ascii.bytes("0000-00-00T00:00:00.000000Z");

    private Timestamp() {}

    /** What is left of a time when it has been written. */
    static Instant writable(Instant at) {
        var micros = at.truncatedTo(ChronoUnit.MICROS);
        if (micros.isBefore(LOWEST)) {
            return LOWEST;
        }
        return micros.isAfter(HIGHEST) ? HIGHEST : micros;
    }

    static byte[] format(Instant writable) {
        var time = LocalDateTime.ofEpochSecond(writable.getEpochSecond(), writable.getNano(), ZoneOffset.UTC);
        var bytes = FORM.clone();
        put(time.getYear(), bytes, 3);
        put(time.getMonthValue(), bytes, 6);
        put(time.getDayOfMonth(), bytes, 9);
        put(time.getHour(), bytes, 12);
        put(time.getMinute(), bytes, 15);
        put(time.getSecond(), bytes, 18);
        put(time.getNano() / 1000, bytes, 25);
        return bytes;
    }

    /** Whether 27 bytes have the form and name a time that exists. */
    static boolean isTime(byte[] bytes, int from) {
        for (int i = 0; i < BYTES; i++) {
            byte b = bytes[from + i];
            boolean fits = FORM[i] == '0' ? b >= '0' && b <= '9' : b == FORM[i];
            if (!fits) {
                return false;
            }
        }
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(number(bytes, from, 4), month).lengthOfMonth()
                && number(bytes, from + 11, 2) < 24
                && number(bytes, from + 14, 2) < 60
                && number(bytes, from + 17, 2) < 60;
    }

    /** The time in bytes that have the form. */
    static Instant parse(byte[] bytes, int from) {
        return LocalDateTime.of(
                        number(bytes, from, 4),
                        number(bytes, from + 5, 2),
                        number(bytes, from + 8, 2),
                        number(bytes, from + 11, 2),
                        number(bytes, from + 14, 2),
                        number(bytes, from + 17, 2),
                        number(bytes, from + 20, 6) * 1000)
                .toInstant(ZoneOffset.UTC);
    }

    private static void put(int number, byte[] into, int lastDigit) {
        int rest = number;
        for (int at = lastDigit; rest > 0; at--) {
            into[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + bytes[from + i] - '0';
        }
        return number;
    }
}
