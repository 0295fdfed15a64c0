package dev.walden.api;

import dev.walden.activity.Space;
import dev.walden.orchestrator.Spending;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What model calls cost, and which tokens they used. */
@Tag(name = "tasks")
@RestController
@RequestMapping(path = "/api/v1/usage", produces = MediaType.APPLICATION_JSON_VALUE)
final class UsageController {

    private final Spending spending;

    UsageController(Spending spending) {
        this.spending = spending;
    }

    @Operation(
            summary = "Show what a space spent on model calls on a day, and in a session",
            description =
                    "The day is one in UTC, today when left out; a call counts to the day on which it was begun. What is"
                            + " reserved for calls without outcome is spent; tokens are as engines told them, or as they were estimated"
                            + " where none did. A session's sub-tasks count to it.")
    @GetMapping
    UsageResponse usage(
            @RequestParam(required = false) @Nullable String space,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String session,
            HttpServletRequest request) {
        Space wanted = Caller.of(request).space(space);
        LocalDate date = day == null ? spending.today() : date(day);
        return UsageResponse.from(wanted, date, session, spending.of(wanted, date, session));
    }

    private static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1970 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeParseException e) {
            throw noDay(text);
        }
        throw noDay(text);
    }

    private static Refusal noDay(String text) {
        return Refusal.invalidValue("day", "a date such as 2026-11-21 was expected; found: " + Excerpt.of(text) + ".");
    }
}
