package dev.walden.conversation;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Money, exactly: never a binary fraction, never rounded once it is a cost. Of which currency is a label of the configuration.
 *
 * @param micros millionths of the currency, from 0 to those of {@link #MOST}
 */
public record Cost(long micros) implements Comparable<Cost> {

    /** No money. */
    public static final Cost NONE = new Cost(0);

    /** A trillion. Sums end here, so that nonsense of a provider gives no negative number. */
    public static final Cost MOST = new Cost(1_000_000_000_000_000_000L);

    private static final int DIGITS = 6;
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,6})?");

    public Cost {
        if (micros < 0 || micros > 1_000_000_000_000_000_000L) {
            throw new IllegalArgumentException("A cost is from 0 to a trillion; found: " + micros + " millionths");
        }
    }

    /**
     * Of an amount in units of the currency.
     *
     * @throws IllegalArgumentException when it is negative, above {@link #MOST} or needs more than six decimal places
     */
    public static Cost of(BigDecimal amount) {
        try {
            return new Cost(amount.movePointRight(DIGITS).longValueExact());
        } catch (ArithmeticException tooFineOrTooLarge) {
            throw new IllegalArgumentException(
                    "A cost has at most six decimal places and is at most a trillion; found: " + amount,
                    tooFineOrTooLarge);
        }
    }

    /**
     * The opposite of {@link #toString}.
     *
     * @throws IllegalArgumentException when it is no decimal number such as {@code 1.5}, with six decimal places at most
     */
    public static Cost parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A decimal number such as 1.5, with at most six decimal places and no sign"
                            + " or exponent, was expected; found: " + text);
        }
        return of(new BigDecimal(text));
    }

    /** Both together. */
    public Cost plus(Cost other) {
        return new Cost(Math.min(MOST.micros, micros + other.micros));
    }

    /** Whether it is nothing. */
    public boolean isNone() {
        return micros == 0;
    }

    @Override
    public int compareTo(Cost other) {
        return Long.compare(micros, other.micros);
    }

    /** In units of the currency, as a decimal number without exponent or needless zeros. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(micros, DIGITS).stripTrailingZeros().toPlainString();
    }
}
