package dev.walden;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One property as its record declares it.
 *
 * @param defaultValue empty for none
 * @param description the component's {@code @param}, on one line
 */
record DocumentedProperty(String name, String type, String defaultValue, String description) {

    private static final Map<Class<?>, String> TYPES = Map.of(
            Duration.class, "duration",
            DataSize.class, "size",
            String.class, "text",
            Path.class, "path",
            boolean.class, "true or false",
            int.class, "number",
            Integer.class, "number",
            long.class, "number",
            double.class, "number",
            BigDecimal.class, "number");

    /** Those of all modules, by name. */
    static List<DocumentedProperty> all() {
        List<DocumentedProperty> found = new ArrayList<>();
        for (JavaClass type : ImportedClasses.main()) {
            if (type.isAnnotatedWith(ConfigurationProperties.class)) {
                Class<?> record = type.reflect();
                ConfigurationProperties binding = record.getAnnotation(ConfigurationProperties.class);
                collect(binding.value().isEmpty() ? binding.prefix() : binding.value(), record, found);
            }
        }
        found.sort(Comparator.comparing(DocumentedProperty::name));
        return found;
    }

    /** The module part of its name. */
    String section() {
        String[] parts = name.split("\\.", -1);
        return parts.length > 2 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static void collect(String prefix, Class<?> record, List<DocumentedProperty> found) {
        Map<String, String> descriptions = descriptionsOf(record);
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + "." + kebab(component.getName());
            Class<?> nested = nestedRecord(component.getGenericType());
            if (nested != null) {
                collect(name + suffix(component.getType()), nested, found);
            } else {
                found.add(new DocumentedProperty(
                        name,
                        typeName(component.getGenericType()),
                        defaultOf(record, component),
                        descriptions.getOrDefault(component.getName(), "")));
            }
        }
    }

    private static String suffix(Class<?> type) {
        return Map.class.isAssignableFrom(type) ? ".NAME" : List.class.isAssignableFrom(type) ? "[0]" : "";
    }

    private static @Nullable Class<?> nestedRecord(Type type) {
        Type innermost = type instanceof ParameterizedType generic ? last(generic) : type;
        return innermost instanceof Class<?> candidate && candidate.isRecord() ? candidate : null;
    }

    private static Type last(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        return arguments[arguments.length - 1];
    }

    private static String typeName(Type type) {
        return switch (type) {
            case ParameterizedType generic
            when generic.getRawType() == Map.class -> "map to " + typeName(last(generic));
            case ParameterizedType generic when generic.getRawType() == Optional.class -> typeName(last(generic));
            case ParameterizedType generic -> "list of " + typeName(last(generic));
            case Class<?> constants
            when constants.isEnum() ->
                Arrays.stream(constants.getEnumConstants())
                        .map(each -> "`" + kebab(each.toString()) + "`")
                        .collect(Collectors.joining(", "));
            case Class<?> known ->
                TYPES.getOrDefault(known, known.getSimpleName().toLowerCase(Locale.ROOT));
            default -> type.getTypeName();
        };
    }

    /** The canonical constructor's parameters carry the names of the components. */
    private static String defaultOf(Class<?> record, RecordComponent component) {
        return Arrays.stream(record.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .filter(parameter -> parameter.isAnnotationPresent(DefaultValue.class))
                .map(parameter -> String.join(
                        ", ", parameter.getAnnotation(DefaultValue.class).value()))
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> descriptionsOf(Class<?> record) {
        String simple =
                record.getName().substring(record.getPackageName().length() + 1).replace('$', '.');
        Path file = Path.of(record.getName().replace('.', '/').split("\\$", 2)[0] + ".java");
        String javadoc = SourceFile.main().stream()
                .filter(source -> source.path().endsWith(file))
                .flatMap(source -> source.declarations().stream())
                .filter(each -> each.name().equals(simple) && each.documentation() != null)
                .map(each -> String.valueOf(each.documentation()))
                .findFirst()
                .orElse("");
        return Pattern.compile("@param\\s+(\\w+)\\s+(.*?)(?=\\s*@param|\\s*\\z)", Pattern.DOTALL)
                .matcher(javadoc)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> plain(found.group(2))));
    }

    private static String plain(String javadoc) {
        String code = Matcher.quoteReplacement("`");
        String text = javadoc.replaceAll("\\{@(?:code|link|linkplain)\\s+((?:[^{}]|\\{[^{}]*})*)}", code + "$1" + code);
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String kebab(String name) {
        boolean constant = name.equals(name.toUpperCase(Locale.ROOT));
        String text = constant ? name.replace('_', '-') : name.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
        return text.toLowerCase(Locale.ROOT);
    }
}
