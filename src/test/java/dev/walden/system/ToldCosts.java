package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/**
 * What model calls cost, as the service tells it.
 *
 * @param firstDay on which any was made
 */
record ToldCosts(LocalDate firstDay) {

    /** Of calls that are made from now on. */
    static ToldCosts fromToday() {
        return new ToldCosts(LocalDate.now(ZoneOffset.UTC));
    }

    BigDecimal ofTask(WaldenProcess life, String task) throws IOException {
        JsonNode usage = life.client().get("/api/v1/tasks/" + task).json().path("usage");
        assertThat(usage.path("currency").asString()).isEqualTo("USD");
        return new BigDecimal(usage.path("cost").asString());
    }

    /** Of the space {@code default} on all days since, as midnight may have passed. */
    BigDecimal ofDays(WaldenProcess life) throws IOException {
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate day = firstDay; !day.isAfter(LocalDate.now(ZoneOffset.UTC)); day = day.plusDays(1)) {
            sum = sum.add(
                    new BigDecimal(usage(life, "&day=" + day).path("spent").asString()));
        }
        return sum;
    }

    BigDecimal ofSession(WaldenProcess life, String session) throws IOException {
        return new BigDecimal(
                usage(life, "&session=" + session).at("/session/spent").asString());
    }

    private static JsonNode usage(WaldenProcess life, String what) throws IOException {
        return life.client().get("/api/v1/usage?space=default" + what).json();
    }
}
