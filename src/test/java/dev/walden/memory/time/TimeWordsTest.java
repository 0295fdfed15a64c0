package dev.walden.memory.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which time words mean. A stretch is written as its first day and its last. */
class TimeWordsTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    /** A Saturday. */
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-21T15:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "what did I do today, 2026-11-21, 2026-11-21",
        "yesterday, 2026-11-20, 2026-11-20",
        "what did I say about yesterday's film?, 2026-11-20, 2026-11-20",
        "what did I say about yesterday’s film?, 2026-11-20, 2026-11-20",
        "the day before yesterday, 2026-11-19, 2026-11-19",
        "two days ago, 2026-11-19, 2026-11-19",
        "what failed 3 days ago?, 2026-11-18, 2026-11-18",
        "a couple of days ago, 2026-11-19, 2026-11-19",
        "a few days ago, 2026-11-15, 2026-11-19",
        "a week ago, 2026-11-09, 2026-11-15",
        "last week, 2026-11-09, 2026-11-15",
        "in the previous week, 2026-11-09, 2026-11-15",
        "this week, 2026-11-16, 2026-11-22",
        "two weeks ago, 2026-11-02, 2026-11-08",
        "last month, 2026-10-01, 2026-10-31",
        "a month ago, 2026-10-01, 2026-10-31",
        "this month, 2026-11-01, 2026-11-30",
        "last quarter, 2026-07-01, 2026-09-30",
        "last year, 2025-01-01, 2025-12-31",
        "two years ago, 2024-01-01, 2024-12-31",
        "last weekend, 2026-11-14, 2026-11-15",
        "on the weekend, 2026-11-21, 2026-11-22",
        "this weekend, 2026-11-21, 2026-11-22",
        "tomorrow, 2026-11-22, 2026-11-22"
    })
    void whatCountsFromNow(String text, LocalDate first, LocalDate last) {
        assertThat(days(text)).contains(first + " " + last);
        assertThat(TimeWords.in(text, NOW)).get().returns(true, TimeWords::relative);
    }

    @ParameterizedTest
    @CsvSource({
        "on Monday, 2026-11-16",
        "on Saturday, 2026-11-21",
        "last Saturday, 2026-11-14",
        "last Friday, 2026-11-20",
        "this Tuesday, 2026-11-17",
        "on Sunday, 2026-11-15",
        "Wednesday's meeting, 2026-11-18",
        "on Tuesday of last week, 2026-11-10",
        "last week on Tuesday, 2026-11-10",
        "Sunday, "
    })
    void daysOfTheWeek(String text, LocalDate day) {
        assertThat(days(text)).isEqualTo(Optional.ofNullable(day).map(one -> one + " " + one));
    }

    @ParameterizedTest
    @CsvSource({
        "in March, 2026-03-01, 2026-03-31",
        "in November, 2026-11-01, 2026-11-30",
        "in December, 2025-12-01, 2025-12-31",
        "in March 2025, 2025-03-01, 2025-03-31",
        "the Sept 2024 report, 2024-09-01, 2024-09-30",
        "on 3 May 2026, 2026-05-03, 2026-05-03",
        "on the 3rd of May, 2026-05-03, 2026-05-03",
        "'on May 3, 2026', 2026-05-03, 2026-05-03",
        "'May 22nd', 2026-05-22, 2026-05-22",
        "on December 24, 2025-12-24, 2025-12-24",
        "2026-05-03, 2026-05-03, 2026-05-03",
        "what was done in 2026-05?, 2026-05-01, 2026-05-31",
        "in 2025, 2025-01-01, 2025-12-31",
        "in the year 2024 there was, ,",
        "29 February, 2024-02-29, 2024-02-29",
        "29 February 2024, 2024-02-29, 2024-02-29",
        "29 February 2026, 2026-02-01, 2026-02-28"
    })
    void datesOfTheCalendar(String text, LocalDate first, LocalDate last) {
        assertThat(days(text)).isEqualTo(Optional.ofNullable(first).map(day -> day + " " + last));
    }

    @ParameterizedTest
    @CsvSource({
        "between March and May, 2026-03-01, 2026-05-31",
        "from November to February, 2025-11-01, 2026-02-28",
        "from Monday to Wednesday, 2026-11-16, 2026-11-18",
        "from Friday to Monday, 2026-11-13, 2026-11-16",
        "between 2024 and 2025, 2024-01-01, 2025-12-31",
        "between 1 May 2026 and 3 May 2026, 2026-05-01, 2026-05-03",
        "from 2026-05-01 until 2026-05-03, 2026-05-01, 2026-05-03",
        "between yesterday and last week, 2026-11-20, 2026-11-20"
    })
    void whatLiesBetween(String text, LocalDate first, LocalDate last) {
        assertThat(days(text)).isEqualTo(Optional.ofNullable(first).map(day -> day + " " + last));
    }

    @ParameterizedTest
    @CsvSource({
        "what was done from yesterday until now?, 2026-11-20T00:00:00Z",
        "from Monday to now, 2026-11-16T00:00:00Z",
        "between last week and now, 2026-11-09T00:00:00Z",
        "from December till now, 2025-12-01T00:00:00Z",
        "from 2026-05-03 through today, 2026-05-03T00:00:00Z",
        "since yesterday, 2026-11-20T00:00:00Z"
    })
    void whatGoesOnUntilNow(String text, Instant from) {
        TimeSpan span = span(text, NOW);

        assertThat(span.from()).isEqualTo(from);
        assertThat(span.includes(NOW.toInstant())).isTrue();
        assertThat(TimeWords.in(text, NOW)).get().returns(true, TimeWords::relative);
    }

    @Test
    void whatIsOpenAtOneEnd() {
        Instant monday = Instant.parse("2026-11-16T00:00:00Z");

        assertThat(span("since Monday", NOW)).isEqualTo(new TimeSpan(monday, null));
        assertThat(span("after Sunday", NOW)).isEqualTo(new TimeSpan(monday, null));
        assertThat(span("before this week", NOW)).isEqualTo(new TimeSpan(null, monday));
        assertThat(span("until Sunday", NOW)).isEqualTo(new TimeSpan(null, monday));
        assertThat(span("since March 2025", NOW).from()).isEqualTo("2025-03-01T00:00:00Z");
    }

    @Test
    void whatEndsNow() {
        assertThat(span("in the last two hours", NOW).from()).isEqualTo("2026-11-21T13:30:00Z");
        assertThat(span("the past week", NOW).from()).isEqualTo("2026-11-14T15:30:00Z");
        assertThat(span("in the past 3 months", NOW).from()).isEqualTo("2026-08-21T15:30:00Z");
        assertThat(span("over the last few days", NOW).includes(NOW.toInstant()))
                .isTrue();
        assertThat(span("an hour ago", NOW).from()).isEqualTo("2026-11-21T14:00:00Z");
    }

    @Test
    void partsOfDays() {
        assertThat(span("this morning", NOW).to()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(span("yesterday afternoon", NOW).from()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(span("last night", NOW))
                .isEqualTo(new TimeSpan(Instant.parse("2026-11-20T18:00:00Z"), Instant.parse("2026-11-21T06:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, yesterday, 2025-12-31, 2025-12-31",
        "2026-01-01T00:00:00Z, last week, 2025-12-22, 2025-12-28",
        "2026-01-01T00:00:00Z, last month, 2025-12-01, 2025-12-31",
        "2026-03-31T12:00:00Z, last month, 2026-02-01, 2026-02-28",
        "2024-03-01T12:00:00Z, yesterday, 2024-02-29, 2024-02-29",
        "2024-02-29T12:00:00Z, last year, 2023-01-01, 2023-12-31",
        "2026-03-05T12:00:00Z, last March, 2025-03-01, 2025-03-31",
        "2026-03-05T12:00:00Z, in March, 2026-03-01, 2026-03-31",
        "2026-02-02T12:00:00Z, on Sunday, 2026-02-01, 2026-02-01",
        "2026-01-04T12:00:00Z, this week, 2025-12-29, 2026-01-04",
        "2026-01-02T12:00:00Z, last quarter, 2025-10-01, 2025-12-31"
    })
    void bordersOfMonthsAndYears(ZonedDateTime now, String text, LocalDate first, LocalDate last) {
        assertThat(days(text, now)).contains(first + " " + last);
    }

    @Test
    void daysAreThoseOfTheZone() {
        ZonedDateTime afterMidnight = Instant.parse("2026-11-20T23:30:00Z").atZone(ROME);

        assertThat(span("today", afterMidnight).from()).isEqualTo("2026-11-20T23:00:00Z");
        assertThat(span("today", afterMidnight.withZoneSameInstant(ZoneOffset.UTC))
                        .from())
                .isEqualTo("2026-11-20T00:00:00Z");
    }

    @Test
    void aDayIsAsLongAsItsZoneSays() {
        ZonedDateTime afterSpring = ZonedDateTime.of(2026, 3, 30, 12, 0, 0, 0, ROME);
        ZonedDateTime afterAutumn = ZonedDateTime.of(2026, 10, 26, 12, 0, 0, 0, ROME);

        assertThat(length(span("yesterday", afterSpring))).isEqualTo(Duration.ofHours(23));
        assertThat(length(span("yesterday", afterAutumn))).isEqualTo(Duration.ofHours(25));
        assertThat(length(span("last week", afterAutumn))).isEqualTo(Duration.ofHours(7 * 24 + 1));
        assertThat(span("an hour ago", ZonedDateTime.of(2026, 3, 29, 3, 30, 0, 0, ROME))
                        .from())
                .isEqualTo("2026-03-29T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "When did Ada go to the sea?",
                "may I march on?",
                "may 3 people come",
                "the second one",
                "on Mondays",
                "the last time we met",
                "last week of the course",
                "ago",
                "in 12 steps",
                "the last 5 tasks",
                "version 2025",
                "0000-00-00"
            })
    void whatSaysNoTime(String text) {
        assertThat(TimeWords.in(text, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What happened yesterday?",
                "what did we talk about last week",
                "Show me all tasks from Monday to Wednesday.",
                "tell me everything I did on Tuesday",
                "on 3 May 2026"
            })
    void aQuestionForNothingButATime(String text) {
        assertThat(TimeWords.in(text, NOW)).get().returns(true, TimeWords::alone);
    }

    @Test
    void aQuestionForMore() {
        TimeWords words =
                TimeWords.in("What did Ada say about the film on Monday?", NOW).orElseThrow();

        assertThat(words.alone()).isFalse();
        assertThat(words.words()).isEqualTo("on Monday");
        assertThat(words.rest()).isEqualTo("What did Ada say about the film  ?");
    }

    @Test
    void namedDatesDoNotCountFromNow() {
        assertThat(TimeWords.in("Who moved in May?", NOW)).get().returns(false, TimeWords::relative);
        assertThat(TimeWords.in("Who moved last May?", NOW)).get().returns(true, TimeWords::relative);
    }

    @Test
    void aBookIsReadInItsFirstPagesOnly() {
        assertThat(TimeWords.in("word ".repeat(500_000) + "yesterday", NOW)).isEmpty();
    }

    private static Optional<String> days(String text) {
        return days(text, NOW);
    }

    private static Optional<String> days(String text, ZonedDateTime now) {
        return TimeWords.in(text, now).map(TimeWords::span).map(span -> day(span.from(), 0) + " " + day(span.to(), 1));
    }

    private static LocalDate day(@Nullable Instant there, int back) {
        Instant moment = Objects.requireNonNull(there);
        assertThat(moment.atZone(ZoneOffset.UTC).toLocalTime()).isEqualTo("00:00");
        return moment.atZone(ZoneOffset.UTC).toLocalDate().minusDays(back);
    }

    private static TimeSpan span(String text, ZonedDateTime now) {
        return TimeWords.in(text, now).orElseThrow().span();
    }

    private static Duration length(TimeSpan span) {
        return Duration.between(Objects.requireNonNull(span.from()), Objects.requireNonNull(span.to()));
    }
}
