package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much an answer, or an event of a stream, says: words, thoughts, a refusal, the names and arguments of calls, in whichever place a
 * vendor puts them. For what nobody counts when an answer breaks off. Pure.
 */
final class SaidWords {

    private static final Set<String> MEMBERS = Set.of(
            "content",
            "text",
            "thinking",
            "reasoning",
            "reasoning_content",
            "refusal",
            "name",
            "arguments",
            "input",
            "partial_json");

    private SaidWords() {}

    /** As UTF-8. */
    static long bytes(@Nullable Object part) {
        long bytes = 0;
        if (part instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                boolean said = MEMBERS.contains(String.valueOf(member.getKey()));
                bytes += said ? saidBytes(member.getValue()) : bytes(member.getValue());
            }
        } else if (part instanceof List<?> parts) {
            for (Object each : parts) {
                bytes += bytes(each);
            }
        }
        return bytes;
    }

    /** A text, or arguments as an object; else a list of parts that have words of their own. */
    private static long saidBytes(@Nullable Object value) {
        return switch (value) {
            case String text -> utf8Bytes(text);
            case Map<?, ?> members when members.isEmpty() -> 0;
            case Map<?, ?> members -> utf8Bytes(JsonText.write(members));
            case null, default -> bytes(value);
        };
    }

    /** Without a copy of the text, as an event of a stream comes with each word. */
    private static long utf8Bytes(String text) {
        return text.codePoints().mapToLong(SaidWords::utf8Bytes).sum();
    }

    /** Half a pair is written as one question mark. */
    private static long utf8Bytes(int codePoint) {
        if (codePoint < 0x80 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
    }
}
