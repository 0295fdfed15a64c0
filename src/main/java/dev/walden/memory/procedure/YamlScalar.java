package dev.walden.memory.procedure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads single values of YAML as JSON has them: other numbers and other words for true and false are faults. */
final class YamlScalar {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,30})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,30})\\.\\d{1,30}");

    private YamlScalar() {}

    static @Nullable Object value(ScalarNode scalar, YamlValue of) throws SkillFault {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Optional.of(text)
                    .filter(word -> word.equals("true") || word.equals("false"))
                    .map(Boolean::valueOf)
                    .orElseThrow(() -> of.fault("true or false", "Put other words into quotation marks."));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text, of);
        }
        return text;
    }

    private static Number number(String text, YamlValue of) throws SkillFault {
        if (WHOLE.matcher(text).matches()) {
            BigInteger whole = new BigInteger(text);
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        throw of.fault("a decimal number", "Write it with digits only, or in quotation marks if it is a text.");
    }
}
