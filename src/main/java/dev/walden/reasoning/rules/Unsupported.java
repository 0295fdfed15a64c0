package dev.walden.reasoning.rules;

import java.util.List;
import java.util.regex.Pattern;

/** Requests that are understood well enough to say that they need a language model. */
final class Unsupported implements Recogniser {

    private static final Pattern FORMS = Pattern.compile(
            "(?:summari[sz]e|translate|explain|analy[sz]e|rewrite|paraphrase|proofread|describe|compare|draft|compose|draw|plan)\\b.+"
                    + "|write\\s+(?:me\\s+)?(?:a|an|some)\\s+(?:\\w+\\s+)?(?:poem|story|essay|letter|e-?mail|song|haiku|text|report|article|program|code)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public List<Intent> recognise(Clause clause) {
        return FORMS.matcher(clause.text()).matches()
                ? List.of(new Intent.Unclear(clause.original(), "That needs a language model, and I work without one."))
                : List.of();
    }
}
