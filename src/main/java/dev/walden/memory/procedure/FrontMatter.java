package dev.walden.memory.procedure;

import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file cut in two: YAML between two lines of three dashes, and what follows.
 *
 * @param rest the text after the second line
 * @param restLine in the file, from 1
 */
record FrontMatter(YamlValue yaml, String rest, int restLine) {

    private static final String FENCE = "---";
    private static final int MAX_DEPTH = 20;

    static FrontMatter of(String text) throws SkillFault {
        List<String> lines = text.lines().map(String::stripTrailing).toList();
        if (lines.isEmpty() || !lines.getFirst().equals(FENCE)) {
            throw SkillFault.at(
                    1,
                    "a line of three dashes",
                    lines.isEmpty() ? "" : lines.getFirst(),
                    "Begin the file with front matter: ---, name and description, ---.");
        }
        int end = lines.subList(1, lines.size()).indexOf(FENCE) + 1;
        if (end == 0) {
            throw SkillFault.at(
                    lines.size(),
                    "a line of three dashes after the front matter",
                    "the end of the file",
                    "Close the front matter with ---.");
        }
        Node node = node(String.join("\n", lines.subList(1, end)));
        String rest = String.join("\n", lines.subList(end + 1, lines.size()));
        return new FrontMatter(YamlValue.of(node), rest, end + 2);
    }

    /** The tree of nodes, without aliases: nothing in it is there twice, or inside itself. */
    private static Node node(String yaml) throws SkillFault {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            for (Event event : new Yaml(options).parse(new StringReader(yaml))) {
                if (event instanceof AliasEvent alias) {
                    throw SkillFault.at(
                            line(alias.getStartMark()), "values without aliases", "*…", "Write the value out.");
                }
            }
            Node node = new Yaml(options).compose(new StringReader(yaml));
            if (node == null) {
                throw SkillFault.at(2, "name and description", "", "Write both into the front matter.");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw SkillFault.at(
                    line(e.getProblemMark()), "YAML", String.valueOf(e.getProblem()), "Correct the front matter.");
        } catch (YAMLException e) {
            throw SkillFault.at(2, "YAML", String.valueOf(e.getMessage()), "Correct the front matter.");
        }
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 2 : mark.getLine() + 2;
    }
}
