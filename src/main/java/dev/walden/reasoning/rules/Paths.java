package dev.walden.reasoning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of files as they appear in sentences. */
final class Paths {

    private static final Pattern QUOTED = Pattern.compile("[\"“`'‘].+[\"”`'’]");
    private static final Pattern LIKE_A_PATH =
            Pattern.compile("(?!https?:)(?=\\S*[A-Za-z])\\S*(?:\\w\\.[A-Za-z]\\w*|/)\\S*");
    private static final Pattern BETWEEN =
            Pattern.compile("\\s*,\\s*(?:and\\s+)?|\\s+and\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern ARTICLE = Pattern.compile(
            "^(?:the\\s+|my\\s+|a\\s+)?(?:new\\s+)?(?:text\\s+)?(file\\s+)?(?:(?:named|called)\\s+)?",
            Pattern.CASE_INSENSITIVE);

    private Paths() {}

    /** One file; after the word "file" any single word is a name. */
    static Optional<String> one(String words) {
        var article = ARTICLE.matcher(words.strip());
        boolean file = article.find() && article.group(1) != null;
        String name = words.strip().substring(article.end()).replaceFirst("(?i)\\s+file$", "");
        if (QUOTED.matcher(name).matches()) {
            return Optional.of(Quotes.strip(name));
        }
        boolean path = LIKE_A_PATH.matcher(name).matches() || (file && name.matches("\\S+"));
        return path ? Optional.of(name) : Optional.empty();
    }

    /** Several files; empty when one of them does not look like a file. */
    static List<String> all(String words) {
        List<String> paths = new ArrayList<>();
        for (String part : BETWEEN.split(words, -1)) {
            Optional<String> path = one(part);
            if (path.isEmpty()) {
                return one(words).stream().toList();
            }
            paths.add(path.get());
        }
        return paths;
    }
}
