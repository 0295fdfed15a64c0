package dev.walden.memory.procedure;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the front matter says of one input. */
final class InputText {

    private static final Pattern DESCRIPTION = Pattern.compile("(?s).{0,500}");

    private InputText() {}

    static ProcedureInput read(String name, YamlValue written) throws SkillFault {
        Map<String, YamlValue> members = written.members(List.of("type", "required", "default", "description"));
        YamlValue description = members.get("description");
        YamlValue standard = members.get("default");
        YamlValue required = members.get("required");
        boolean mustBeGiven = required == null ? standard == null : required.flag();
        if (mustBeGiven == (standard != null)) {
            throw SkillFault.at(
                    written.line(),
                    "a default for an input that may be left out, and none for one that is required, as input " + name,
                    standard == null ? "no default" : "both",
                    "Add the default, or say required: true.");
        }
        ProcedureInput bare = new ProcedureInput(
                name,
                type(members.get("type")),
                mustBeGiven,
                null,
                description == null ? "" : description.text(DESCRIPTION, "at most 500 characters"));
        return standard == null ? bare : withStandard(bare, standard);
    }

    private static ProcedureInput.Type type(@Nullable YamlValue written) throws SkillFault {
        if (written == null) {
            return ProcedureInput.Type.STRING;
        }
        String code = written.text();
        return ProcedureInput.Type.ofCode(code)
                .orElseThrow(() -> written.fault("string, number or boolean", "Write one of them, or leave it out."));
    }

    private static ProcedureInput withStandard(ProcedureInput bare, YamlValue written) throws SkillFault {
        Object value = bare.read(written.text())
                .orElseThrow(() -> written.fault("a " + bare.type().code(), "Correct the default or the type."));
        return new ProcedureInput(bare.name(), bare.type(), false, value, bare.description());
    }
}
