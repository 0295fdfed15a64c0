package dev.walden.reasoning.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arithmetic in symbols and in words. */
final class Arithmetic implements Recogniser {

    private static final Pattern LEAD = Pattern.compile(
            "^(?:(?:tell|show|give) me\\s+|do you know\\s+)?"
                    + "(?:(?:what|how much)(?:'s|’s|s| is| are| was| will be)?|calculate|compute|work out|evaluate|solve|figure out|find)\\s+"
                    + "(?:(?:the\\s+)?(?:result|value|answer)\\s+(?:of|to)\\s+)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOW_MUCH =
            Pattern.compile("^(?:how much|what) (?:does|do)\\s+(.+)\\s+(?:make|equal|give)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAIL = Pattern.compile("\\s*(?:=|\\bequals?|\\bis)[\\s?]*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}");
    private static final Pattern HYPHENATED = Pattern.compile("\\d+(?:-\\d+){1,10}");

    /** The calculator takes no more, and forms with several operands take the square of the time. */
    private static final int MAX_CHARACTERS = 1000;

    @Override
    public List<Intent> recognise(Clause clause) {
        return clause.text().length() > MAX_CHARACTERS ? List.of() : sum(clause);
    }

    private static List<Intent> sum(Clause clause) {
        Matcher howMuch = HOW_MUCH.matcher(clause.text());
        Matcher lead = LEAD.matcher(clause.text());
        boolean asked = howMuch.matches() || lead.find();
        String body =
                howMuch.matches() ? howMuch.group(1) : asked ? clause.text().substring(lead.end()) : clause.text();
        String sum = TAIL.matcher(body).replaceFirst("");
        if (DATE.matcher(sum).matches() || (!asked && HYPHENATED.matcher(sum).matches())) {
            return List.of();
        }
        return expression(sum)
                .<List<Intent>>map(found -> List.of(new Intent.Calculate(found)))
                .orElse(List.of());
    }

    private static Optional<Wording> expression(String words) {
        return VerbalSums.expression(words)
                .or(() -> SumTokens.read(words).filter(SumTokens.Sum::operates).map(SumTokens.Sum::text))
                .map(text -> new Wording(List.of(text.split(SumTokens.RESULT, -1))));
    }
}
