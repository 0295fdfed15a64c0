package dev.walden.memory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The knowledge bases there are: eight by default, and what the configuration changes or adds. Immutable. */
final class KnowledgeDomains {

    static final int MAX_DOCUMENTS = 10_000;
    static final long MAX_BYTES = 1L << 30;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final Map<String, String> DEFAULTS = defaults();

    private final Map<String, KnowledgeDomain> domains = new LinkedHashMap<>();

    /** The eight with what is configured of them, and those that are configured besides. */
    KnowledgeDomains(Map<String, KnowledgeProperties.Domain> configured) {
        DEFAULTS.forEach((name, description) -> add(name, description, configured.get(name)));
        configured.forEach((name, domain) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "A name under walden.memory.knowledge.domains has 1 to 64 of a-z, 0-9 and '-'; found: " + name);
            }
            if (!DEFAULTS.containsKey(name)) {
                add(name, name.replace('-', ' '), domain);
            }
        });
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("general", "general knowledge, reference, notes and everything that belongs nowhere else");
        defaults.put(
                "code",
                "software source code, programming, functions, classes, interfaces, libraries, tests and build files");
        defaults.put(
                "legal",
                "law, contracts, agreements, licenses, clauses, regulation, compliance, privacy and liability");
        defaults.put(
                "medical",
                "medicine, health, patients, symptoms, diagnosis, treatment, drugs, doses and clinical studies");
        defaults.put(
                "finance", "finance, accounting, invoices, budgets, taxes, prices, payments, investments and markets");
        defaults.put(
                "science",
                "science, research, papers, experiments, theory, physics, chemistry, biology and mathematics");
        defaults.put(
                "operations",
                "operations, servers, deployment, runbooks, incidents, alerts, backups, networks, monitoring and maintenance");
        defaults.put(
                "personal", "personal notes, people, family, friends, plans, travel, preferences, letters and diaries");
        return defaults;
    }

    private void add(String name, String description, KnowledgeProperties.@Nullable Domain changed) {
        domains.put(
                name,
                changed == null
                        ? new KnowledgeDomain(name, description, MAX_DOCUMENTS, MAX_BYTES, true)
                        : changed.over(name, description));
    }

    Collection<KnowledgeDomain> all() {
        return List.copyOf(domains.values());
    }

    Optional<KnowledgeDomain> find(String name) {
        return Optional.ofNullable(domains.get(name));
    }

    /** @throws MemoryException.NoSuchDomain when there is none of this name */
    KnowledgeDomain require(String name) {
        return find(name)
                .orElseThrow(
                        () -> new MemoryException.NoSuchDomain("There is no knowledge base of this name. There are "
                                + String.join(", ", domains.keySet()) + "."));
    }

    /** Those that tasks may not look into. */
    Set<String> closedToTools() {
        return domains.values().stream()
                .filter(domain -> !domain.tools())
                .map(KnowledgeDomain::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
