package dev.walden.reasoning.rules;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Time zones by the names of cities and countries: those of the time zone database, and large cities that it lacks. */
final class Zones {

    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("utc", "UTC"),
            Map.entry("gmt", "UTC"),
            Map.entry("san francisco", "America/Los_Angeles"),
            Map.entry("seattle", "America/Los_Angeles"),
            Map.entry("washington", "America/New_York"),
            Map.entry("boston", "America/New_York"),
            Map.entry("miami", "America/New_York"),
            Map.entry("houston", "America/Chicago"),
            Map.entry("dallas", "America/Chicago"),
            Map.entry("beijing", "Asia/Shanghai"),
            Map.entry("china", "Asia/Shanghai"),
            Map.entry("delhi", "Asia/Kolkata"),
            Map.entry("new delhi", "Asia/Kolkata"),
            Map.entry("mumbai", "Asia/Kolkata"),
            Map.entry("bangalore", "Asia/Kolkata"),
            Map.entry("india", "Asia/Kolkata"),
            Map.entry("osaka", "Asia/Tokyo"),
            Map.entry("munich", "Europe/Berlin"),
            Map.entry("hamburg", "Europe/Berlin"),
            Map.entry("germany", "Europe/Berlin"),
            Map.entry("france", "Europe/Paris"),
            Map.entry("spain", "Europe/Madrid"),
            Map.entry("italy", "Europe/Rome"),
            Map.entry("milan", "Europe/Rome"),
            Map.entry("barcelona", "Europe/Madrid"),
            Map.entry("geneva", "Europe/Zurich"),
            Map.entry("switzerland", "Europe/Zurich"),
            Map.entry("uk", "Europe/London"),
            Map.entry("england", "Europe/London"),
            Map.entry("edinburgh", "Europe/London"),
            Map.entry("rio de janeiro", "America/Sao_Paulo"),
            Map.entry("são paulo", "America/Sao_Paulo"),
            Map.entry("cape town", "Africa/Johannesburg"));

    private static final Set<String> CONTINENTS =
            Set.of("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific");

    private static final Map<String, String> BY_NAME = byName();

    private Zones() {}

    /** The zone id of a city, a country or a zone id itself. */
    static Optional<String> of(String place) {
        String name = place.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replaceFirst("^the\\s+", "");
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, String> byName() {
        Map<String, String> names = new HashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted(Comparator.comparingInt(Zones::rank).thenComparing(Comparator.naturalOrder()))
                .forEach(id -> {
                    String name = id.toLowerCase(Locale.ROOT).replace('_', ' ');
                    names.putIfAbsent(name, id);
                    names.putIfAbsent(name.substring(name.lastIndexOf('/') + 1), id);
                });
        names.putAll(OTHER_NAMES);
        return names;
    }

    /** Ids of the form Continent/City come before old ones, so that Tokyo is Asia/Tokyo. */
    private static int rank(String id) {
        int slash = id.indexOf('/');
        return slash > 0 && CONTINENTS.contains(id.substring(0, slash)) ? 0 : 1;
    }
}
