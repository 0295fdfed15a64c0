package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an engine takes for its tokens.
 *
 * @param input per million tokens read; not negative
 * @param output per million tokens written; not negative
 */
record Price(BigDecimal input, BigDecimal output) {

    private static final BigDecimal MOST = BigDecimal.valueOf(Cost.MOST.micros());

    /** A price for a million tokens is as many millionths for one. Rounded up to a millionth, once. */
    Cost of(TokenUsage usage) {
        BigDecimal micros = input.multiply(BigDecimal.valueOf(usage.input()))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .setScale(0, RoundingMode.CEILING);
        return new Cost(micros.min(MOST).longValueExact());
    }
}
