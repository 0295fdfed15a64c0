package dev.walden.reasoning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What a task asks for, step by step. A function of the task's words alone. Immutable. */
record Plan(List<Plan.Step> steps) {

    private static final int MAX_STEPS = 20;
    private static final int MAX_CHARACTERS = 10_000;

    /** What looks for a word between blanks takes the square of their number. */
    private static final int MAX_BLANKS = 40;

    private static final Pattern MANY_BLANKS = Pattern.compile("\\s{" + (MAX_BLANKS + 1) + "}");

    /** Stands for the result of a calculation that is not done yet. */
    private static final String SOME_NUMBER = "1";

    /** Of a task that is too long: enough to know it by. */
    private static final int BEGINNING_CHARACTERS = 60;

    Plan {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param source the step whose result it needs, if there is one before it
     */
    record Step(Intent intent, OptionalInt source) {}

    /** Whether rules know every step, and none is left for another task. */
    boolean understood() {
        return steps.size() <= MAX_STEPS && steps.stream().noneMatch(step -> step.intent() instanceof Intent.Unclear);
    }

    /** What is asked of memory. */
    List<String> questions() {
        List<String> questions = new ArrayList<>();
        for (Step step : steps) {
            if (step.intent() instanceof Intent.Ask(String question)) {
                questions.add(question);
            }
        }
        return questions;
    }

    /**
     * What the task puts into memory, as far as that is known before anything is done: of a calculation, that a number comes out of
     * it; of a file or a page nothing.
     */
    List<String> tells() {
        List<String> tells = new ArrayList<>();
        for (Step step : steps) {
            if (step.intent() instanceof Intent.Remember(Wording text) && !needsWords(step)) {
                tells.add(text.with(SOME_NUMBER));
            }
        }
        return tells;
    }

    /** Whether the result that it needs is anything else than a number. The result of an earlier task always is one. */
    private boolean needsWords(Step step) {
        return step.source().isPresent()
                && !(steps.get(step.source().getAsInt()).intent() instanceof Intent.Calculate);
    }

    static Plan of(String input) {
        if (input.length() > MAX_CHARACTERS) {
            return unread(input, "The task has " + input.length() + " characters", MAX_CHARACTERS + ".");
        }
        if (MANY_BLANKS.matcher(input).find()) {
            return unread(input, "The task has a long run of blanks", MAX_BLANKS + " in a row.");
        }
        List<Intent> intents = Sentences.split(input).stream()
                .flatMap(sentence -> Clauses.intents(sentence).stream())
                .toList();
        if (intents.isEmpty()) {
            return only(new Intent.Say("There is no request in the task. " + SmallTalk.ABILITIES));
        }
        return new Plan(steps(intents));
    }

    private static Plan unread(String input, String found, String most) {
        String beginning = input.strip();
        String words = beginning.substring(0, Math.min(beginning.length(), BEGINNING_CHARACTERS)) + "…";
        return only(new Intent.Unclear(words, found + "; without a language model I read at most " + most));
    }

    private static Plan only(Intent intent) {
        return new Plan(List.of(new Step(intent, OptionalInt.empty())));
    }

    private static List<Step> steps(List<Intent> intents) {
        List<Step> steps = new ArrayList<>();
        OptionalInt latest = OptionalInt.empty();
        for (Intent intent : intents.subList(0, Math.min(intents.size(), MAX_STEPS))) {
            steps.add(new Step(intent, intent.needsResult() ? latest : OptionalInt.empty()));
            latest = intent.producesResult() ? OptionalInt.of(steps.size() - 1) : latest;
        }
        if (intents.size() > MAX_STEPS) {
            Intent rest = new Intent.Say("I did the first " + MAX_STEPS + " of " + intents.size()
                    + " requests; send the others as a new task.");
            steps.add(new Step(rest, OptionalInt.empty()));
        }
        return steps;
    }
}
