package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests rule out; and that all others rule out nothing. */
class RequestConstraintsTest {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.){12,})\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "Add them up. Do not use http_request.|NotUsed[literal=http_request, toolOnly=false]",
                "Please don't call `pay`; tell me.|NotUsed[literal=pay, toolOnly=false]",
                "Don’t use the calculator tool or clock, please.|NotUsed[literal=calculator, toolOnly=true] NotUsed[literal=clock, toolOnly=true]",
                "Read a.txt, but never open secret/keys.txt!|NotUsed[literal=secret/keys.txt, toolOnly=false]",
                "Read a.txt and do not touch b.txt and answer.|NotUsed[literal=b.txt, toolOnly=false]",
                "You must not visit https://evil.example/x or evil.example.|NotUsed[literal=https://evil.example/x, toolOnly=false]"
                        + " NotUsed[literal=evil.example, toolOnly=false]",
                "What is 6*7 in words, without using the calculator. Now.|NotUsed[literal=calculator, toolOnly=true]",
                "Sum it up without http_request.|NotUsed[literal=http_request, toolOnly=false]",
                "Avoid opening \"notes.txt\" at all.|NotUsed[literal=notes.txt, toolOnly=false]",
                "Avoid reading /etc/passwd.|NotUsed[literal=/etc/passwd, toolOnly=false]",
                "Sum it up, no calls to api.example.|NotUsed[literal=api.example, toolOnly=false]",
                "Sum it up (do not use read_file).|NotUsed[literal=read_file, toolOnly=false]",
                "- Never use anything from data/old/|NotUsed[literal=data/old/, toolOnly=false]",
                "Only use calculator and clock.|OnlyTools[tools=[calculator, clock]]",
                "Use only the tools `add_up` and write_file.|OnlyTools[tools=[add_up, write_file]]",
                "What is it? You may only use the http_request tool!|OnlyTools[tools=[http_request]]",
                "Answer from memory. Do not use any tools.|OnlyTools[tools=[]]",
                "Use no tools at all.|OnlyTools[tools=[]]",
                "Find it with at most 3 tool calls.|MostCalls[most=3]",
                "Make no more than two calls, please answer.|MostCalls[most=2]",
                "You may use at most 12 calls in total.|MostCalls[most=12]",
            })
    void eachFormIsRead(String input, String constraints) {
        assertThat(String.join(
                        " ",
                        RequestConstraints.of(input).stream()
                                .map(Object::toString)
                                .toList()))
                .isEqualTo(constraints);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Translate \"Do not use http_request.\" into French.",
                "Write 'never open a.txt' to b.txt.",
                "Summarise:\n> Do not use http_request.\n```\nnever touch a.txt\n```",
                "Do not use http_request unless you must.",
                "If a.txt is there, do not read b.txt.",
                "Why do you not use http_request?",
                "How do I open a bottle without any tools?",
                "Do not forget to read a.txt.",
                "Don't hesitate to use http_request.",
                "Do not read all of big.csv at once.",
                "Do not use write_file for drafts.",
                "Never use write_file on /etc/passwd",
                "The customers never read manual.pdf.",
                "Customers complain and never read manual.pdf.",
                "They answered without using http_request. Check it.",
                "Our users make no more than 5 calls.",
                "Fetch a.example with http_request and then do not use http_request any more.",
                "Do not use http_request any more.",
                "Use only clock, then use only calculator.",
                "They do not use http_request, we do.",
                "Cannot open a.txt. What is wrong",
                "Do not answer before reading a.txt.",
                "There is no file a.txt.",
                "No problem, read a.txt.",
                "Only use English.",
                "Use only metric units.",
                "Use only the right tools.",
                "Use only `numpy` in it.",
                "Use only http_request to fetch it.",
                "Summarise at most 3 calls from calls.txt.",
                "At most 3 calls per minute are allowed by the api.",
                "Write no more than 3 tool calls per line",
                "Read a.txt not b.txt, or no file.",
                "Do not touch it.",
                "There, no such tool!",
                "Do not connect to Spring.",
                "Take one without `default` and one without notes.txt.",
                "Never use please or answer.",
            })
    void whatIsNotWhollyUnderstoodRulesNothingOut(String input) {
        assertThat(RequestConstraints.of(input)).isEmpty();
    }

    /** Every text in the tests and every line of the documents, but those that are about this, and rules of spaces. */
    @Test
    void plainTextsRuleNothingOut() throws IOException {
        List<String> found = new ArrayList<>();
        int read = 0;
        for (String text : texts()) {
            read++;
            List<Constraint> constraints = RequestConstraints.of(text);
            if (!constraints.isEmpty()) {
                found.add(text + " -> " + constraints);
            }
        }

        assertThat(found).isEmpty();
        assertThat(read).isGreaterThan(10_000);
    }

    @Test
    void theToolsThatItKnowsAreThoseOfTheDocuments() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/tools.md")).stream()
                        .filter(line -> line.matches("\\| `[a-z_]+` \\| (none|idempotent|keyed|unsafe) \\|.*"))
                        .map(line -> line.substring(3, line.indexOf('`', 3))))
                .containsExactlyInAnyOrderElementsOf(NamedThings.TOOLS);
    }

    @Test
    void longTextsWithoutAnEndAreReadToo() {
        for (String piece : List.of(
                "do not use the ", "and do not use ...", "don't use a_b, ", "“", "`", "\n ", "not ", "avoid ")) {
            assertThat(RequestConstraints.of("never " + piece.repeat(20_000))).hasSizeLessThan(21);
        }
    }

    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files(Path.of("src/test/java"), ".java")) {
            if (!file.getFileName()
                    .toString()
                    .matches("RequestConstraintsTest.java|ContradictionsTest.java|NotUsedTest.java|Samples.java")) {
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .forEach(literal ->
                                texts.add(literal.group(1).replace("\\\"", "\"").replace("\\n", "\n")));
            }
        }
        for (Path file : files(Path.of("docs"), ".md")) {
            if (!file.endsWith("answers.md")) {
                texts.addAll(Files.readAllLines(file));
            }
        }
        return texts;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
