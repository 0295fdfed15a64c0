package dev.walden.conversation;

/** Words that are told on in part. */
public final class Clipped {

    private Clipped() {}

    /** The text, or its first so many characters and an ellipsis; no character that takes two is parted. */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
