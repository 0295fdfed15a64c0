package dev.walden.lifecycle;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;

/**
 * Ends the start at a property below {@code walden} that there is none of: a rule of policy with a misspelled condition would hold for more
 * than was meant, and a misspelled budget for nothing. Environment variables and system properties are passed over, as not all of them that
 * begin so are properties. For one bind at a time, as Spring's handlers are.
 */
final class UnknownProperties extends NoUnboundElementsBindHandler {

    /** What is bound by itself, and so unknown to what is bound above it. */
    static final Set<ConfigurationPropertyName> ROOTS = Set.of(
                    "walden",
                    "walden.lifecycle",
                    "walden.memory",
                    "walden.orchestrator",
                    "walden.outbound",
                    "walden.reasoning",
                    "walden.secrets",
                    "walden.tools",
                    "walden.tools.shell",
                    "walden.tools.sql",
                    "walden.tools.web-search")
            .stream()
            .map(ConfigurationPropertyName::of)
            .collect(Collectors.toUnmodifiableSet());

    private final BindHandler parent;

    /** What was looked for, whether it had a value or not. */
    private final Set<ConfigurationPropertyName> asked = new HashSet<>();

    UnknownProperties(BindHandler parent) {
        super(parent, new UnboundElementsSourceFilter());
        this.parent = parent;
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        asked.add(name);
        return super.onStart(name, target, context);
    }

    /** Spring's class looks for what is unbound and leaves out what others do at the end: constraints are checked there. */
    @Override
    public void onFinish(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
            throws Exception {
        parent.onFinish(name, target, context, result);
        try {
            super.onFinish(name, target, new WhatIsBoundHere(name, context, asked), result);
        } catch (UnboundConfigurationPropertiesException e) {
            throw new UnknownPropertyException(e.getUnboundProperties().stream()
                    .map(UnknownProperties::told)
                    .toList());
        }
    }

    /** Its value is not told: it may be a secret. */
    private static String told(ConfigurationProperty unknown) {
        return unknown.getName() + " (" + Objects.requireNonNullElse(unknown.getOrigin(), "from an unknown place")
                + ")";
    }

    /** Without what is bound by itself, and without all that is not Walden's. */
    private record WhatIsBoundHere(
            ConfigurationPropertyName root, BindContext context, Set<ConfigurationPropertyName> asked)
            implements BindContext {

        @Override
        public Iterable<ConfigurationPropertySource> getSources() {
            return ROOTS.contains(root)
                    ? StreamSupport.stream(context.getSources().spliterator(), false)
                            .filter(IterableConfigurationPropertySource.class::isInstance)
                            .map(source -> source.filter(name -> isBoundHere(name) && !isKnown(name)))
                            .toList()
                    : List.of();
        }

        private boolean isBoundHere(ConfigurationPropertyName name) {
            return ROOTS.stream()
                    .filter(root::isAncestorOf)
                    .noneMatch(other -> other.equals(name) || other.isAncestorOf(name));
        }

        /** A property without a value is one, and so are elements of a list that an empty one took the place of. */
        private boolean isKnown(ConfigurationPropertyName name) {
            return asked.contains(name)
                    || IntStream.range(0, name.getNumberOfElements())
                            .filter(name::isNumericIndex)
                            .mapToObj(name::chop)
                            .anyMatch(list -> asked.contains(list) && !asked.contains(list.append("[0]")));
        }

        @Override
        public Binder getBinder() {
            return context.getBinder();
        }

        @Override
        public int getDepth() {
            return context.getDepth();
        }

        @Override
        public @Nullable ConfigurationProperty getConfigurationProperty() {
            return context.getConfigurationProperty();
        }
    }
}
