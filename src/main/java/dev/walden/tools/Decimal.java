package dev.walden.tools;

import dev.walden.plugin.ToolException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A decimal number of at most 10,000 digits, and whether it is exact. What cannot be exact is worked out to 50 digits and shown with
 * 34, so that {@code 1 / 3 * 3} shows 1. Immutable.
 */
record Decimal(BigDecimal value, boolean exact) {

    private static final int MAX_DIGITS = 10_000;
    private static final int WORKING_DIGITS = 50;
    private static final MathContext WORKING = new MathContext(WORKING_DIGITS, RoundingMode.HALF_EVEN);
    private static final MathContext SHOWN = MathContext.DECIMAL128;

    static Decimal of(BigDecimal value) throws ToolException {
        return bounded(value, true);
    }

    Decimal plus(Decimal other) throws ToolException {
        return bounded(value.add(other.value), exact && other.exact);
    }

    Decimal minus(Decimal other) throws ToolException {
        return bounded(value.subtract(other.value), exact && other.exact);
    }

    Decimal times(Decimal other) throws ToolException {
        return bounded(value.multiply(other.value), exact && other.exact);
    }

    Decimal negated() {
        return new Decimal(value.negate(), exact);
    }

    Decimal absolute() {
        return new Decimal(value.abs(), exact);
    }

    Decimal percent() throws ToolException {
        return bounded(value.movePointLeft(2), exact);
    }

    Decimal dividedBy(Decimal divisor) throws ToolException {
        divisor.requireNonZero();
        try {
            BigDecimal quotient = value.divide(divisor.value);
            if (digits(quotient) <= MAX_DIGITS) {
                return new Decimal(quotient, exact && divisor.exact);
            }
        } catch (ArithmeticException _) {
            // No finite decimal is the quotient.
        }
        return bounded(value.divide(divisor.value, WORKING), false);
    }

    /** What is left of a division without fraction; it has the sign of this number. */
    Decimal modulo(Decimal divisor) throws ToolException {
        divisor.requireNonZero();
        return bounded(value.remainder(divisor.value), exact && divisor.exact);
    }

    Decimal power(Decimal exponent) throws ToolException {
        BigDecimal whole = exponent.value.stripTrailingZeros();
        if (whole.scale() > 0) {
            throw ToolException.trusted(
                    "An exponent must be a whole number; found: " + exponent + ". For a square root use sqrt(x).");
        }
        if (value.signum() == 0 && whole.signum() < 0) {
            throw ToolException.trusted("Zero has no negative powers.");
        }
        BigDecimal base = value.stripTrailingZeros();
        BigInteger unscaled = base.unscaledValue().abs();
        double digitsEach = log10(unscaled) + Math.abs(base.scale());
        if (digitsEach == 0) {
            boolean odd = whole.toBigInteger().testBit(0);
            return new Decimal(value.signum() < 0 && !odd ? value.negate() : zeroPower(base, whole), exact);
        }
        if (whole.abs().doubleValue() * digitsEach > MAX_DIGITS) {
            throw tooLong();
        }
        int times = whole.intValueExact();
        Decimal result = bounded(base.pow(Math.abs(times)), exact);
        return times < 0 ? new Decimal(BigDecimal.ONE, true).dividedBy(result) : result;
    }

    /** 0 to the power of 0 is 1, as everywhere in computing; 1 and 0 are otherwise their own powers. */
    private static BigDecimal zeroPower(BigDecimal base, BigDecimal exponent) {
        return exponent.signum() == 0 ? BigDecimal.ONE : base;
    }

    Decimal squareRoot() throws ToolException {
        if (value.signum() < 0) {
            throw ToolException.trusted("A negative number has no real square root; found: " + this);
        }
        BigDecimal root = value.sqrt(
                new MathContext(Math.max(WORKING_DIGITS, value.precision() / 2 + 2), RoundingMode.HALF_EVEN));
        boolean isExact = root.multiply(root).compareTo(value) == 0;
        return bounded(isExact ? root : root.round(WORKING), exact && isExact);
    }

    /**
     * Rounded half up to this many decimal places; negative ones round to tens, hundreds and so on. Exact only when this is, and
     * nothing was cut off.
     */
    Decimal rounded(Decimal places) throws ToolException {
        if (places.value.stripTrailingZeros().scale() > 0
                || places.value.abs().compareTo(BigDecimal.valueOf(1000)) > 0) {
            throw ToolException.trusted("Decimal places must be a whole number from -1000 to 1000; found: " + places);
        }
        BigDecimal result = value.setScale(places.value.intValue(), RoundingMode.HALF_UP);
        return bounded(result, exact && result.compareTo(value) == 0);
    }

    boolean lessThan(Decimal other) {
        return value.compareTo(other.value) < 0;
    }

    /** Plain digits without trailing zeros, and a remark when it is not exact. */
    @Override
    public String toString() {
        if (exact) {
            return plain(value);
        }
        boolean cut = value.precision() > SHOWN.getPrecision();
        return plain(value.round(SHOWN)) + (cut ? " (rounded to 34 digits)" : " (rounded)");
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private void requireNonZero() throws ToolException {
        if (value.signum() == 0) {
            throw ToolException.trusted("Division by zero has no result.");
        }
    }

    private static Decimal bounded(BigDecimal value, boolean exact) throws ToolException {
        if (digits(value) > MAX_DIGITS) {
            throw tooLong();
        }
        return new Decimal(value, exact);
    }

    private static long digits(BigDecimal value) {
        long beforePoint = (long) value.precision() - value.scale();
        return Math.max(beforePoint, 0) + Math.max(value.scale(), 0);
    }

    private static double log10(BigInteger positive) {
        int bits = positive.bitLength();
        return bits < 1000 ? Math.max(0, Math.log10(positive.doubleValue())) : bits * 0.30103;
    }

    private static ToolException tooLong() {
        return ToolException.trusted(
                "A number here would have more than 10,000 digits, which is more than this calculator holds.");
    }
}
