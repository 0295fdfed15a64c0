package dev.walden.reasoning.rules;

import java.util.List;
import java.util.regex.Pattern;

/** Greetings, thanks, and questions about the engine itself. */
final class SmallTalk implements Recogniser {

    static final String ABILITIES =
            "I work by fixed rules, without a language model. I can calculate, tell date and time, remember, "
                    + "recall and forget what you tell me, read, write and list files, and fetch or post to web addresses.";

    private static final Pattern GREETING =
            pattern("(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: there| walden| everyone)?");
    private static final Pattern THANKS =
            pattern("(?:many |ok,? )?(?:thanks|thank you)(?: very much| so much| a lot)?|cheers");
    private static final Pattern HELP =
            pattern("help(?: me)?|what can you do|who are you|what are you|how can you help(?: me)?");

    @Override
    public List<Intent> recognise(Clause clause) {
        String words = clause.original().replaceAll("[\\s.!?,]+$", "");
        if (GREETING.matcher(words).matches()) {
            return List.of(new Intent.Say("Hello. " + ABILITIES));
        }
        if (THANKS.matcher(words).matches()) {
            return List.of(new Intent.Say("You are welcome."));
        }
        return HELP.matcher(words).matches() ? List.of(new Intent.Say(ABILITIES)) : List.of();
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }
}
