package dev.walden.reasoning.rules;

import dev.walden.conversation.Reply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the outcomes of all steps into words. Confined to one answer. */
final class AnswerComposer {

    private static final int LONGEST_RESULT = 4000;

    private final Extracts extracts;
    private final Set<String> sources = new LinkedHashSet<>();

    AnswerComposer(Extracts extracts) {
        this.extracts = extracts;
    }

    Reply.Answer answer(Plan plan, List<Outcome> outcomes) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            sentences.add(sentence(plan.steps().get(i).intent(), outcomes.get(i)));
        }
        return new Reply.Answer(joined(sentences), List.copyOf(sources));
    }

    private static String joined(List<String> sentences) {
        StringBuilder text = new StringBuilder();
        for (String sentence : new LinkedHashSet<>(sentences)) {
            boolean block = sentence.indexOf('\n') >= 0 || text.indexOf("\n") >= 0;
            text.append(text.isEmpty() ? "" : block ? "\n" : " ").append(sentence);
        }
        return text.toString();
    }

    private String sentence(Intent intent, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Local _ -> local(intent);
            case Outcome.Succeeded succeeded -> success(intent, succeeded.want(), shortened(succeeded.text()));
            case Outcome.Failed failed ->
                "I could not " + attempt(intent) + ": " + shortened(Statements.sentence(failed.reason() + " "));
            case Outcome.NoTool missing ->
                "I cannot " + attempt(intent) + ": the tool " + missing.tool() + " is not available here.";
            case Outcome.Skipped skipped -> "I did not " + attempt(intent) + ", because " + skipped.reason() + ".";
            case Outcome.Ready _, Outcome.Waiting _ ->
                throw new IllegalStateException("An answer is composed when every step has ended; found: " + outcome);
        };
    }

    private String local(Intent intent) {
        return switch (intent) {
            case Intent.Ask ask -> extract(ask.question());
            case Intent.Say say -> say.answer();
            case Intent.Unclear unclear -> unclear(unclear);
            case Intent.Calculate _, Intent.TellTime _, Intent.Remember _, Intent.Recall _, Intent.Forget _ -> "";
            case Intent.ReadFile _, Intent.WriteFile _, Intent.ListFiles _, Intent.Request _ -> "";
        };
    }

    private String extract(String question) {
        Optional<Extracts.Extract> found = extracts.answer(question);
        found.ifPresent(extract -> sources.addAll(extract.sources()));
        return found.map(Extracts.Extract::text).orElseGet(() -> unknown(question));
    }

    private String unknown(String question) {
        String searched = extracts.readAll()
                ? "nothing that I remember"
                : "I remember more than I can read, and nothing of what I have read";
        return "I do not know the answer to “" + shortened(question) + "”: " + searched
                + " answers it, and I work without a language model.";
    }

    private static String unclear(Intent.Unclear unclear) {
        String reason = unclear.reason().isEmpty() ? SmallTalk.ABILITIES : unclear.reason();
        String verb = unclear.reason().isEmpty() ? "I do not understand “" : "I cannot do “";
        return verb + shortened(unclear.words()).replaceFirst("[.]$", "") + "”. " + reason;
    }

    private static String success(Intent intent, Want want, String text) {
        return switch (intent) {
            case Intent.Calculate _ -> want.arguments().get("expression") + " = " + text + ".";
            case Intent.TellTime time -> time.label() + ": " + text + ".";
            case Intent.Remember _ -> "I will remember: " + want.arguments().get("text");
            case Intent.Recall recall -> "Memory has for “" + recall.query() + "”:\n" + text;
            case Intent.Forget _ -> Statements.sentence(text.isEmpty() ? "Forgotten" : text);
            case Intent.ReadFile read -> read.path() + " says:\n" + text;
            case Intent.WriteFile write -> "I wrote " + write.path() + ".";
            case Intent.ListFiles _ -> "Files:\n" + text;
            case Intent.Request request -> request.method() + " " + request.url() + " answered:\n" + text;
            case Intent.Ask _, Intent.Say _, Intent.Unclear _ -> "";
        };
    }

    private static String attempt(Intent intent) {
        return switch (intent) {
            case Intent.Calculate calculate ->
                "calculate " + calculate.expression().with("the result");
            case Intent.TellTime time ->
                "tell " + Character.toLowerCase(time.label().charAt(0))
                        + time.label().substring(1);
            case Intent.Remember remember -> "remember “" + remember.text().with("…") + "”";
            case Intent.Recall recall -> "search memory for “" + recall.query() + "”";
            case Intent.Forget forget -> "forget “" + forget.query() + "”";
            case Intent.ReadFile read -> "read " + read.path();
            case Intent.WriteFile write -> "write " + write.path();
            case Intent.ListFiles _ -> "list the files";
            case Intent.Request request -> "send " + request.method() + " " + request.url();
            case Intent.Ask _, Intent.Say _, Intent.Unclear _ -> "answer";
        };
    }

    private static String shortened(String text) {
        String whole = text.strip();
        return whole.length() <= LONGEST_RESULT
                ? whole
                : whole.substring(0, LONGEST_RESULT) + "… (" + (whole.length() - LONGEST_RESULT) + " more characters)";
    }
}
