package dev.walden.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gaps in the texts of procedures and plans: {@code {{input.NAME}}} and {@code {{steps.NAME.result}}}. A gap is filled in one pass, and what is
 * filled in is never read for gaps again: a brace in it that could be part of one is written as {@code {{open}}} until the last pass.
 */
public final class Templates {

    private static final Pattern GAP = Pattern.compile("\\{\\{\\s*([^{}]{1,200}?)\\s*}}");
    private static final Pattern RESULT = Pattern.compile("steps\\.(.+)\\.result");
    private static final String OPEN = "{{open}}";

    private Templates() {}

    /** Names every gap in a value, as it is written between the braces. */
    public static void gaps(@Nullable Object value, Consumer<String> each) {
        switch (value) {
            case String text -> GAP.matcher(text).results().forEach(gap -> each.accept(gap.group(1)));
            case List<?> list -> list.forEach(element -> gaps(element, each));
            case Map<?, ?> map -> map.values().forEach(element -> gaps(element, each));
            case null, default -> {}
        }
    }

    /** The names of the steps whose results a value has gaps for. */
    public static SortedSet<String> stepsUsed(@Nullable Object value) {
        SortedSet<String> steps = new TreeSet<>();
        gaps(value, gap -> {
            Matcher result = RESULT.matcher(gap);
            if (result.matches()) {
                steps.add(result.group(1));
            }
        });
        return steps;
    }

    /**
     * Fills gaps, and leaves those without a filling for later. A text that is one gap alone becomes its filling, of whatever type.
     *
     * @param fillings by what is written between the braces
     */
    public static Map<String, @Nullable Object> fill(Map<String, @Nullable Object> values, Map<String, ?> fillings) {
        return withTexts(values, text -> text(text, fillings));
    }

    /** Fills the gaps of a text that is only read from then on. */
    public static String fill(String text, Map<String, ?> fillings) {
        return GAP.matcher(text)
                .replaceAll(gap -> Matcher.quoteReplacement(Optional.<Object>ofNullable(fillings.get(gap.group(1)))
                        .map(Object::toString)
                        .orElse(gap.group())));
    }

    /** Fills the last gaps, and gives braces that came with earlier fillings back as they were. */
    public static Map<String, @Nullable Object> finish(Map<String, @Nullable Object> values, Map<String, ?> fillings) {
        return withTexts(fill(values, fillings), text -> text.replace(OPEN, "{"));
    }

    /** A value with each text in it, however deep, replaced by what is made of it. */
    public static @Nullable Object withTexts(@Nullable Object value, Function<String, @Nullable Object> made) {
        return switch (value) {
            case String text -> made.apply(text);
            case List<?> list -> {
                List<@Nullable Object> changed = new ArrayList<>();
                list.forEach(element -> changed.add(withTexts(element, made)));
                yield changed;
            }
            case Map<?, ?> map -> withTexts(map, made);
            case null, default -> value;
        };
    }

    /** The same of an object. */
    public static Map<String, @Nullable Object> withTexts(Map<?, ?> object, Function<String, @Nullable Object> made) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        object.forEach(
                (name, element) -> changed.put(String.valueOf(name), withTexts((@Nullable Object) element, made)));
        return changed;
    }

    private static Object text(String text, Map<String, ?> fillings) {
        Matcher gap = GAP.matcher(text);
        Object whole = gap.matches() ? fillings.get(gap.group(1)) : null;
        return whole == null || whole instanceof String ? closed(text, fillings) : whole;
    }

    private static String closed(String text, Map<String, ?> fillings) {
        return GAP.matcher(text)
                .replaceAll(gap -> Matcher.quoteReplacement(Optional.<Object>ofNullable(fillings.get(gap.group(1)))
                        .map(filling -> closed(filling.toString(), text, gap))
                        .orElse(gap.group())));
    }

    /** No two braces of the filling stand together, nor one of it beside a brace or another gap of the text. */
    private static String closed(String filling, String text, MatchResult gap) {
        boolean behindBrace = gap.start() > 0 && "{}".indexOf(text.charAt(gap.start() - 1)) >= 0;
        boolean beforeBrace = gap.end() < text.length() && text.charAt(gap.end()) == '{';
        String braces = "\\{(?=\\{)" + (behindBrace ? "|^\\{" : "") + (beforeBrace ? "|\\{$" : "");
        return filling.replaceAll(braces, Matcher.quoteReplacement(OPEN));
    }
}
