package dev.walden.memory.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Turns text into the words it is found by: lower case, English stems, without the most common words. Thread-safe. */
public final class Words {

    private static final int MAX_QUERY_CHARS = 8_000;
    private static final int MAX_QUERY_WORDS = 128;

    /** Say how something is asked, not what is asked for; in a small space they would look rare. */
    private static final CharArraySet OF_QUESTIONS = new CharArraySet(
            List.of(
                    "what", "when", "where", "who", "whom", "whose", "which", "why", "how", "do", "does", "did", "has",
                    "have", "had", "am", "were", "been", "can", "could", "would", "should", "shall", "might", "i", "me",
                    "my", "mine", "you", "your", "yours", "he", "him", "his", "she", "her", "hers", "we", "us", "our",
                    "them", "its", "about", "from", "tell", "please"),
            true);

    private static final Analyzer ENGLISH = new EnglishAnalyzer();
    private static final Analyzer CONTENT = new EnglishAnalyzer(withQuestionWords());

    private Words() {}

    /** All words of a text, in order, repeated ones too. */
    public static List<String> of(String text) {
        return analyzed(ENGLISH, text);
    }

    /**
     * The distinct words that say what a question is about, at most {@value #MAX_QUERY_WORDS} of its first
     * {@value #MAX_QUERY_CHARS} characters. All its words when none of them does.
     */
    static Set<String> asked(String question) {
        String head = question.substring(0, Math.min(question.length(), MAX_QUERY_CHARS));
        Set<String> content = content(head);
        return first(content.isEmpty() ? new LinkedHashSet<>(of(head)) : content);
    }

    /** The distinct words of a text that carry meaning of their own; may be none. */
    public static Set<String> content(String text) {
        return new LinkedHashSet<>(analyzed(CONTENT, text));
    }

    private static Set<String> first(Set<String> words) {
        return new LinkedHashSet<>(words.stream().limit(MAX_QUERY_WORDS).toList());
    }

    private static List<String> analyzed(Analyzer analyzer, String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", wellFormed(text))) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(word.toString());
            }
            stream.end();
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read.", e);
        }
    }

    /** Half a surrogate pair at its end makes the tokenizer lose a text; through UTF-8 it becomes a question mark. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static CharArraySet withQuestionWords() {
        CharArraySet all = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
        all.addAll(OF_QUESTIONS);
        return all;
    }
}
