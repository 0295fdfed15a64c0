package dev.walden.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing of lines over two logarithmic axes, as SVG. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 250;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#b3541e", "#3b5ba5", "#8a3b8f", "#6b6b6b", "#a08000", "#c02942", "#2a9d8f");

    private final String title;
    private final Range across;
    private final double minY;
    private final double maxY;
    private final List<String> elements = new ArrayList<>();
    private int lines;

    /** An empty one. */
    Plot(String title, Range across, double minY, double maxY) {
        this.title = title;
        this.across = across;
        this.minY = minY;
        this.maxY = maxY;
        for (double y = minY; y <= maxY; y *= 10) {
            elements.add(line(LEFT, y(y), WIDTH - RIGHT, y(y), "#dddddd"));
            elements.add(
                    text(LEFT - 8, y(y) + 4, "end", y >= 1000 ? "%.0fk".formatted(y / 1000) : "%.0f".formatted(y)));
        }
        for (double x = across.from(); x <= across.to(); x *= across.step()) {
            elements.add(line(x(x), TOP, x(x), HEIGHT - BOTTOM, "#eeeeee"));
            elements.add(text(x(x), HEIGHT - BOTTOM + 18, "middle", "%,.0f".formatted(x)));
        }
    }

    /** The horizontal axis, with a mark at each power of a step. */
    record Range(double from, double to, double step) {}

    /** A point of a line. */
    record Point(double x, double y) {}

    /** Draws one contender; one point alone is a dot. */
    void add(String name, List<Point> points) {
        String colour = COLOURS.get(lines % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append("%.1f,%.1f ".formatted(x(point.x()), y(point.y())));
            elements.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>"
                    .formatted(x(point.x()), y(point.y()), colour));
        }
        elements.add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                .formatted(path.toString().strip(), colour));
        double legend = TOP + 10 + 22.0 * lines;
        elements.add(
                "<circle cx=\"%d\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>".formatted(WIDTH - RIGHT + 20, legend, colour));
        elements.add(text(WIDTH - RIGHT + 32, legend + 4, "start", name));
        lines++;
    }

    String svg(String below) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                %s
                %s
                %s
                </svg>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        text(LEFT, 20, "start", title),
                        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", below),
                        String.join("\n", elements));
    }

    private double x(double value) {
        return LEFT + Math.log(value / across.from()) / Math.log(across.to() / across.from()) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        double share = Math.log(Math.max(value, minY) / minY) / Math.log(maxY / minY);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                x1,
                y1,
                x2,
                y2,
                colour);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
    }
}
