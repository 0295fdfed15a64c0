package dev.walden.secrets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out what a cut left of a value. Tools that keep only a part of a text cut it before anybody can look for values in it: at its end, on
 * either side of an ellipsis, or around a note of how many bytes are not shown. Pure.
 */
final class CutPieces {

    private static final Pattern CUT = Pattern.compile("…|\\n\\[\\d+ bytes are not shown]\\n");

    /** Shorter pieces may be anything, and tell little. */
    private static final int LEAST_PIECE = Secrets.LEAST_CHARACTERS;

    /** As many of the first and as many of the last: a text may be full of ellipses, and was cut at its beginning or end. */
    private static final int MOST_CUTS = 256;

    private CutPieces() {}

    /** The text without pieces of the forms at its cuts. */
    static String redacted(String text, List<GivenOut.Form> forms) {
        String left = beginning(text, text.length(), forms);
        for (MatchResult cut : cuts(left).reversed()) { // what is replaced moves nothing before it
            left = beginning(ending(left, cut.end(), forms), cut.start(), forms);
        }
        return left;
    }

    private static List<MatchResult> cuts(String text) {
        List<MatchResult> cuts = new ArrayList<>();
        Deque<MatchResult> last = new ArrayDeque<>();
        Matcher matcher = CUT.matcher(text);
        while (matcher.find()) {
            if (cuts.size() < MOST_CUTS) {
                cuts.add(matcher.toMatchResult());
            } else {
                last.add(matcher.toMatchResult());
                if (last.size() > MOST_CUTS) {
                    last.removeFirst();
                }
            }
        }
        cuts.addAll(last);
        return cuts;
    }

    /** Without the longest beginning of a form that ends here. */
    private static String beginning(String text, int end, List<GivenOut.Form> forms) {
        int longest = 0;
        String instead = "";
        for (GivenOut.Form form : forms) {
            int length = beginning(text, end, form.text());
            if (length > longest) {
                longest = length;
                instead = form.instead();
            }
        }
        return longest == 0 ? text : text.substring(0, end - longest) + instead + text.substring(end);
    }

    private static int beginning(String text, int end, String form) {
        String first = form.substring(0, Math.min(LEAST_PIECE, form.length()));
        int at = text.indexOf(first, Math.max(0, end - form.length()), end);
        while (at >= 0) {
            if (form.regionMatches(0, text, at, end - at)) {
                return end - at;
            }
            at = text.indexOf(first, at + 1, end);
        }
        return 0;
    }

    /** Without the longest end of a form that begins here. */
    private static String ending(String text, int from, List<GivenOut.Form> forms) {
        int longest = 0;
        String instead = "";
        for (GivenOut.Form form : forms) {
            int length = ending(text, from, form.text());
            if (length > longest) {
                longest = length;
                instead = form.instead();
            }
        }
        return longest == 0 ? text : text.substring(0, from) + instead + text.substring(from + longest);
    }

    private static int ending(String text, int from, String form) {
        String last = form.substring(Math.max(0, form.length() - LEAST_PIECE));
        String window = text.substring(from, Math.min(text.length(), from + form.length()));
        int at = window.lastIndexOf(last);
        while (at >= 0) {
            int length = at + last.length();
            if (form.regionMatches(form.length() - length, window, 0, length)) {
                return length;
            }
            at = window.lastIndexOf(last, at - 1);
        }
        return 0;
    }
}
