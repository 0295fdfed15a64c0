package dev.walden.reasoning.rules;

import java.util.List;
import java.util.regex.Pattern;

/** Every other question: memory may have the answer. */
final class Questions implements Recogniser {

    private static final Pattern OPENING = Pattern.compile(
            "(?:(?:please\\s+)?(?:tell me|do you (?:know|remember)|remind me)\\s+(?:of\\s+|about\\s+)?)?"
                    + "(?:(?:what|who|whom|whose|when|where|why|how|which)(?:'s|’s|s|'re)?|is|are|was|were|do|does|did|has|have|can|could|will|should)\\b.*"
                    + "|(?:tell me|remind me)\\s+.+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public List<Intent> recognise(Clause clause) {
        boolean asks = clause.question() || OPENING.matcher(clause.text()).matches();
        return asks ? List.of(new Intent.Ask(clause.original())) : List.of();
    }
}
