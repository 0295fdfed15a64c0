package dev.walden.reasoning.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reading, writing and listing files. */
final class Files implements Recogniser {

    private static final Pattern READ = pattern(
            "(?:read|open|show|display|print|cat|view)\\s+(?:me\\s+)?(?:the\\s+)?(?:contents?\\s+of\\s+)?(.+?)(?:\\s+to me|\\s+aloud)?"
                    + "|what(?:'s| is)\\s+in\\s+(.+)|what does\\s+(.+?)\\s+(?:say|contain)");
    private static final Pattern LIST = pattern(
            "(?:list|show)\\s+(?:me\\s+)?(?:all\\s+)?(?:of\\s+)?(?:the\\s+|my\\s+|your\\s+)?files"
                    + "(?:\\s+(?:in|under|inside|of)\\s+(?:the\\s+|my\\s+)?(?:folder\\s+|directory\\s+)?(\\S+)(?:\\s+(?:folder|directory))?)?"
                    + "|(?:what|which) files (?:are there|do (?:i|we|you) have|exist)(?:\\s+in\\s+(?:the\\s+)?(?:folder\\s+|directory\\s+)?(\\S+))?"
                    + "|(?:what|which) files are in\\s+(?:the\\s+)?(?:folder\\s+|directory\\s+)?(\\S+)|ls(?:\\s+(\\S+))?");
    private static final Pattern WRITE = pattern("(?:write|save|put|store)\\s+(.+)\\s+(?:to|into|in|as)\\s+(.+?)");
    private static final Pattern WRITE_TO = pattern("(?:write|save)\\s+(?:in)?to\\s+(.+?)(?:\\s*:\\s*|,\\s+|\\s+)(.+)");
    private static final Pattern CREATE =
            pattern("(?:create|make)\\s+(?:a\\s+|the\\s+)?(?:new\\s+)?(?:text\\s+)?(file\\s+.+?)"
                    + "\\s+(?:with|containing|saying|that says)\\s+(?:the\\s+)?(?:(?:text|contents?|words)\\s+)?(.+)");

    @Override
    public List<Intent> recognise(Clause clause) {
        String text = clause.text();
        List<Intent> list = list(LIST.matcher(text));
        if (!list.isEmpty()) {
            return list;
        }
        Matcher read = READ.matcher(text);
        if (read.matches()) {
            return Paths.all(group(read)).stream()
                    .<Intent>map(Intent.ReadFile::new)
                    .toList();
        }
        return write(text).stream().toList();
    }

    private static List<Intent> list(Matcher list) {
        if (!list.matches()) {
            return List.of();
        }
        String folder = group(list);
        boolean whole = folder.isEmpty() || folder.equalsIgnoreCase("workspace");
        return List.of(new Intent.ListFiles(whole ? Optional.empty() : Optional.of(Quotes.strip(folder))));
    }

    private static Optional<Intent> write(String text) {
        Matcher create = CREATE.matcher(text);
        if (create.matches()) {
            return write(create.group(1), create.group(2));
        }
        Matcher to = WRITE_TO.matcher(text);
        if (to.matches()) {
            return write(to.group(1), to.group(2));
        }
        Matcher write = WRITE.matcher(text);
        return write.matches() ? write(write.group(2), write.group(1)) : Optional.empty();
    }

    private static Optional<Intent> write(String path, String content) {
        return Paths.one(path).map(name -> new Intent.WriteFile(name, References.wording(content)));
    }

    /** The group that took part in the match, or nothing. */
    private static String group(Matcher matcher) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            if (group != null) {
                return group;
            }
        }
        return "";
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
