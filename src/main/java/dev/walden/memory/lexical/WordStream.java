package dev.walden.memory.lexical;

import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words that were analyzed already, each with its space in front, as Lucene takes them. For one thread, once. */
final class WordStream extends TokenStream {

    private final String space;
    private final Iterator<String> words;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    WordStream(String space, List<String> words) {
        this.space = space;
        this.words = words.iterator();
    }

    /** The term of a word in a space. No space name holds the slash, so terms of two spaces never meet. */
    static String term(String space, String word) {
        return space + '/' + word;
    }

    @Override
    public boolean incrementToken() {
        if (!words.hasNext()) {
            return false;
        }
        clearAttributes();
        term.setEmpty().append(term(space, words.next()));
        return true;
    }
}
