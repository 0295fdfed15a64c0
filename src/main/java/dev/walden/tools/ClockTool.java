package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Date, time and weekday, now or some time from now, in a time zone. Thread-safe. */
final class ClockTool implements Tool {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX '('EEEE", Locale.ENGLISH);
    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of("clock", """
            Tells date, time and weekday in a time zone, now or the given days, hours and minutes from now (negative: ago). Answers \
            like 2026-11-21T02:11:13Z (Saturday).""", """
            {"type":"object","properties":{
            "zone":{"type":"string","maxLength":64,"description":"IANA time zone such as Europe/Berlin; UTC when absent"},
            "days":{"type":"integer","minimum":-400000,"maximum":400000,"description":"calendar days from now"},
            "hours":{"type":"integer","minimum":-10000000,"maximum":10000000},
            "minutes":{"type":"integer","minimum":-10000000,"maximum":10000000}},"additionalProperties":false}""", SideEffect.NONE, Duration.ofSeconds(5));

    private final InstantSource time;

    ClockTool(InstantSource time) {
        this.time = time;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
        ZoneId zone = zone(input.optionalString("zone").orElse("UTC"));
        ZonedDateTime then = time.instant()
                .atZone(zone)
                .plusDays(input.optionalLong("days").orElse(0L))
                .plusHours(input.optionalLong("hours").orElse(0L))
                .plusMinutes(input.optionalLong("minutes").orElse(0L));
        String place = zone.normalized().equals(ZoneOffset.UTC) ? "" : ", " + zone.getId();
        return ToolOutput.trusted(FORMAT.format(then) + place + ")");
    }

    private static ZoneId zone(String name) throws ToolException {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            String city = name.replace(' ', '_').toLowerCase(Locale.ROOT);
            String similar = ZoneId.getAvailableZoneIds().stream()
                    .filter(id -> id.toLowerCase(Locale.ROOT).endsWith(city.substring(city.lastIndexOf('/') + 1)))
                    .sorted()
                    .limit(3)
                    .collect(Collectors.joining(", "));
            String hint = similar.isEmpty() || name.isBlank() ? "" : " Did you mean " + similar + "?";
            throw ToolException.trusted(
                    "There is no time zone " + name + ". Give an IANA name such as Europe/Berlin." + hint, e);
        }
    }
}
