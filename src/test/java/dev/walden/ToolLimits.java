package dev.walden;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/**
 * Fills figures into what is told of a tool: <code>{tools.Expression.MAX_DEPTH}</code> is a constant below {@code dev.walden},
 * <code>{tools.ReadFileTool.MAX_BYTES MiB}</code> one in another unit, <code>{/properties/k/maximum}</code> a member of the tool's schema.
 */
final class ToolLimits {

    private static final Pattern FIGURE = Pattern.compile("\\{([^} ]+)(?: ([KM]iB))?}");

    /** Figures, also as words, which would be somebody's memory of the code. */
    private static final Pattern BY_HAND = Pattern.compile(
            "(?i)\\d|\\b(two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|twenty|fifty|hundred)\\b");

    private ToolLimits() {}

    /** Whether a figure stands there by itself, but for the names of things. */
    static boolean hasFigureByHand(String notes) {
        return BY_HAND.matcher(FIGURE.matcher(notes).replaceAll("").replace("UTF-8", ""))
                .find();
    }

    /** The notes with figures, or words that a reader takes for one. */
    static String filled(String notes, JsonNode schema) {
        return FIGURE.matcher(notes)
                .replaceAll(found -> Matcher.quoteReplacement(
                        shown(value(found.group(1), schema), found.group(2) == null ? "" : found.group(2))));
    }

    private static Object value(String name, JsonNode schema) {
        if (name.startsWith("/")) {
            JsonNode member = schema.at(name);
            if (!member.isNumber()) {
                throw new AssertionError("There is no number " + name + " in " + schema);
            }
            return member.longValue();
        }
        int dot = name.lastIndexOf('.');
        try {
            Field constant =
                    Class.forName("dev.walden." + name.substring(0, dot)).getDeclaredField(name.substring(dot + 1));
            constant.setAccessible(true);
            return constant.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("There is no constant " + name, e);
        }
    }

    private static String shown(Object value, String unit) {
        return switch (value) {
            case Duration time -> time.toSeconds() + " s";
            case DataSize size -> shown(size.toBytes(), unit);
            case Number number -> {
                long each = unit.equals("MiB") ? 1 << 20 : unit.equals("KiB") ? 1 << 10 : 1;
                BigDecimal parts = BigDecimal.valueOf(number.longValue()).divide(BigDecimal.valueOf(each));
                String figure = NumberFormat.getInstance(Locale.ROOT).format(parts);
                yield unit.isEmpty() ? figure : figure + " " + unit;
            }
            default -> throw new AssertionError("No figure: " + value);
        };
    }
}
