package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.Spending.Figures;
import dev.walden.orchestrator.Spending.Used;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a space spent, as it is shown. Amounts are decimal numbers; a budget is null where there is none, and is of
 * money, not of tokens.
 *
 * @param renewsAt when the budget of the day is whole again
 */
@Schema(name = "SpaceUsage")
record UsageResponse(
        String space,
        String currency,
        String day,
        String spent,
        @Nullable String budget,
        long inputTokens,
        long outputTokens,
        String renewsAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SessionUsage session) {

    static UsageResponse from(Space space, LocalDate day, @Nullable String session, Figures figures) {
        return new UsageResponse(
                space.name(),
                figures.budget().currency(),
                day.toString(),
                figures.onDay().cost().toString(),
                text(figures.budget().perDay()),
                figures.onDay().tokens().input(),
                figures.onDay().tokens().output(),
                day.plusDays(1) + "T00:00:00Z",
                ofSession(session, figures));
    }

    private static @Nullable SessionUsage ofSession(@Nullable String session, Figures figures) {
        Used inSession = figures.inSession();
        return session == null || inSession == null
                ? null
                : new SessionUsage(
                        session,
                        inSession.cost().toString(),
                        text(figures.budget().perSession()),
                        inSession.tokens().input(),
                        inSession.tokens().output());
    }

    private static @Nullable String text(@Nullable Cost cost) {
        return cost == null ? null : cost.toString();
    }

    /** What tasks of one session and their sub-tasks spent, on whatever day. */
    @Schema(name = "SessionUsage")
    record SessionUsage(String id, String spent, @Nullable String budget, long inputTokens, long outputTokens) {}
}
