package dev.walden.memory.procedure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A piece of front matter that knows its line. No objects are made of YAML but JDK values.
 *
 * @param line in the file, from 1: that of its name, if it has one
 * @param what it is, for messages
 */
record YamlValue(Node node, int line, String what) {

    /** All of the YAML, which begins in the second line of the file. */
    static YamlValue of(Node node) {
        return new YamlValue(node, 2, "the front matter");
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 2;
    }

    SkillFault fault(String expected, String advice) {
        return SkillFault.at(line(), expected + " as " + what, found(), advice);
    }

    /** The members, in the order they are written; none twice, and only these. */
    Map<String, YamlValue> members(List<String> known) throws SkillFault {
        Map<String, YamlValue> members = members();
        for (Map.Entry<String, YamlValue> member : members.entrySet()) {
            if (!known.contains(member.getKey())) {
                throw SkillFault.at(
                        member.getValue().line(),
                        "one of " + String.join(", ", known) + " in " + what,
                        member.getKey(),
                        "Correct the name or remove the line.");
            }
        }
        return members;
    }

    /** The members, in the order they are written; none twice. */
    Map<String, YamlValue> members() throws SkillFault {
        if (!(node instanceof MappingNode mapping)) {
            throw fault("names with values", "Write it as NAME: VALUE, a line each.");
        }
        Map<String, YamlValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int at = line(tuple.getKeyNode());
            String name = new YamlValue(tuple.getKeyNode(), at, "a name in " + what).text();
            YamlValue value = new YamlValue(tuple.getValueNode(), at, name + " of " + what);
            if (members.put(name, value) != null) {
                throw SkillFault.at(value.line(), "each name once in " + what, name + " twice", "Remove one.");
            }
        }
        return members;
    }

    /** One of its members, which must be there. */
    YamlValue required(Map<String, YamlValue> members, String name) throws SkillFault {
        YamlValue found = members.get(name);
        if (found == null) {
            throw SkillFault.at(line(), name + " in " + what(), "none", "Add the line " + name + ": …");
        }
        return found;
    }

    List<YamlValue> elements() throws SkillFault {
        if (!(node instanceof SequenceNode sequence)) {
            throw fault("a list", "Begin each element with a dash.");
        }
        List<YamlValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlValue(element, line(element), "element " + (elements.size() + 1) + " of " + what));
        }
        return elements;
    }

    /** The words of a scalar, whatever type YAML takes it for. */
    String text() throws SkillFault {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw fault("a text", "Write the text behind the name, in quotation marks if it has signs of YAML.");
    }

    String text(Pattern form, String expected) throws SkillFault {
        String text = text();
        if (!form.matcher(text).matches()) {
            throw fault(expected, "Correct it.");
        }
        return text;
    }

    boolean flag() throws SkillFault {
        Object value = value();
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw fault("true or false", "Write one of them.");
    }

    /** As JDK types. */
    @Nullable
    Object value() throws SkillFault {
        return switch (node) {
            case ScalarNode scalar -> YamlScalar.value(scalar, this);
            case SequenceNode _ -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (YamlValue element : elements()) {
                    list.add(element.value());
                }
                yield list;
            }
            case MappingNode _ -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, YamlValue> member : members().entrySet()) {
                    map.put(member.getKey(), member.getValue().value());
                }
                yield map;
            }
            default -> throw fault("a value", "Write a text, a number, true or false, a list or names with values.");
        };
    }

    private String found() {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "names with values";
            default -> "something else";
        };
    }
}
