package dev.walden.reasoning.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a conversation as the model was taught to read it. The library writes the form, with marks in the place of all words, and the
 * words are set in here: it spoils characters beyond the first plane, and cannot keep words from being read as the form. Confined to the
 * model's thread but for {@link #words}, which any may call.
 */
final class ChatTemplate {

    private static final Pattern MARK = Pattern.compile("@walden-(\\d{1,6})@");

    /** Marks of turns that are plain words in some vocabularies. */
    private static final String PLAIN_MARKS = "\\[/?INST\\]|<</?SYS>>";

    private final LlamaModel model;
    private final Pattern forged;

    /** @param marks texts that the model reads as the form */
    ChatTemplate(LlamaModel model, List<String> marks) {
        this.model = model;
        this.forged = Pattern.compile(Stream.concat(
                        Stream.of(PLAIN_MARKS),
                        marks.stream().sorted((a, b) -> b.length() - a.length()).map(Pattern::quote))
                .collect(Collectors.joining("|")));
    }

    /** What the model is to go on with. Where its form has no place for the system's words, they come before the first turn's. */
    String write(String system, List<Turn> turns) {
        String form = form(true, turns);
        if (form.contains(mark(0))) {
            return fill(form, system, turns);
        }
        List<Turn> merged = new ArrayList<>(turns);
        String first = merged.isEmpty() ? "" : merged.removeFirst().text();
        merged.addFirst(new Turn(Turn.USER, system + "\n\n" + first));
        return fill(form(false, merged), "", merged);
    }

    private String form(boolean system, List<Turn> turns) {
        List<Pair<String, String>> marked = new ArrayList<>();
        for (Turn turn : turns) {
            marked.add(new Pair<>(turn.role(), mark(marked.size() + 1)));
        }
        return model.applyTemplate(new InferenceParameters("").setMessages(system ? mark(0) : "", marked));
    }

    private static String mark(int number) {
        return "@walden-" + number + "@";
    }

    private String fill(String form, String system, List<Turn> turns) {
        return MARK.matcher(form).replaceAll(mark -> {
            int number = Integer.parseInt(mark.group(1));
            return Matcher.quoteReplacement(
                    words(number == 0 ? system : turns.get(number - 1).text()));
        });
    }

    /** What would be read as the form is taken apart by a blank, and so read as the letters that it is. */
    String words(String text) {
        return forged.matcher(text).replaceAll(ChatTemplate::apart).strip();
    }

    private static String apart(MatchResult mark) {
        return Matcher.quoteReplacement(
                mark.group().charAt(0) + " " + mark.group().substring(1));
    }
}
