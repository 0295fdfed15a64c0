package dev.walden.memory.semantic;

import java.util.regex.Pattern;

/** Words and marks by which a text is more, or less, than the plain statement of one present fact. */
final class Hedges {

    private static final Pattern ANY = Pattern.compile(
            "[?;\\n]|[.!,:]\\s|\\b(?:and|but|or|nor|because|if|unless|when|whenever|while|until|although|though|who|which|whose"
                    + "|maybe|perhaps|probably|possibly|might|could|would|should|not|never|neither|no|n't|sometimes|often|usually|mostly"
                    + "|was|were|used|says|said|thinks|believes|claims|hopes|wants)\\b|n't\\b",
            Pattern.CASE_INSENSITIVE);

    private Hedges() {}

    static boolean in(String sentence) {
        return ANY.matcher(sentence).find();
    }
}
