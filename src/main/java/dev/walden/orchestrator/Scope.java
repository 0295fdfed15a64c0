package dev.walden.orchestrator;

import dev.walden.activity.Space;
import java.time.LocalDate;

/** What has a budget. */
sealed interface Scope {

    /** A day in UTC of a space. */
    record OfDay(Space space, LocalDate day) implements Scope {}

    /** A session of a space, with the sub-tasks of its tasks. */
    record OfSession(Space space, String session) implements Scope {}
}
