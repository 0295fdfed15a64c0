package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.Spending.Figures;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a space spent, as it is shown. Amounts are decimal numbers; a budget is null where there is none.
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
        String renewsAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SessionUsage session) {

    static UsageResponse from(Space space, LocalDate day, @Nullable String session, Figures figures) {
        return new UsageResponse(
                space.name(),
                figures.budget().currency(),
                day.toString(),
                figures.onDay().toString(),
                text(figures.budget().perDay()),
                day.plusDays(1) + "T00:00:00Z",
                ofSession(session, figures));
    }

    private static @Nullable SessionUsage ofSession(@Nullable String session, Figures figures) {
        Cost inSession = figures.inSession();
        return session == null || inSession == null
                ? null
                : new SessionUsage(
                        session, inSession.toString(), text(figures.budget().perSession()));
    }

    private static @Nullable String text(@Nullable Cost cost) {
        return cost == null ? null : cost.toString();
    }

    /** What tasks of one session spent, on whatever day. */
    @Schema(name = "SessionUsage")
    record SessionUsage(String id, String spent, @Nullable String budget) {}
}
