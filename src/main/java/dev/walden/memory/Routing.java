package dev.walden.memory;

import dev.walden.memory.MemorySearch.Hit;
import dev.walden.memory.RoutedSearch.Fit;
import dev.walden.memory.lexical.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prefers the knowledge bases that fit a question without a domain. All are searched, and what is found decides most: a base fits by how
 * much of the best that was found it holds, and by how many of the question's words its description has. Nothing is left out for its
 * base; the parts of the one that fits best count a tenth more, and those of others as much less of that. Immutable.
 */
final class Routing {

    /** As much of a question as a search looks at. */
    private static final int MAX_QUESTION_CHARS = 8_000;

    private final Map<String, Set<String>> descriptions = new TreeMap<>();

    Routing(KnowledgeDomains domains) {
        for (KnowledgeDomain domain : domains.all()) {
            descriptions.put(domain.name(), new HashSet<>(Words.of(domain.name() + " " + domain.description())));
        }
    }

    /** What was found with the bases that fit preferred. */
    Routed route(String question, List<Hit> hits) {
        Map<String, Double> found = found(hits);
        if (found.isEmpty()) {
            return new Routed(
                    hits, List.of()); // as for most tasks, whose input may be a megabyte to be split into words
        }
        Set<String> asked = Words.content(question.substring(0, Math.min(question.length(), MAX_QUESTION_CHARS)));
        Map<String, Fit> fits = new HashMap<>();
        found.forEach((domain, share) -> fits.put(domain, new Fit(domain, share, described(domain, asked))));
        List<Hit> routed = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            Fit fit = fits.get(domainOf(hit));
            routed.add(fit == null ? hit : hit.times(1 + fit.preference()));
        }
        routed.sort(Comparator.comparingDouble(Hit::score).reversed()); // stable: of equal ones the order stays
        List<Fit> best = new ArrayList<>(fits.values());
        best.sort(Comparator.comparingDouble(Fit::preference).reversed().thenComparing(Fit::domain));
        return new Routed(routed, best);
    }

    /** What share of the scores of documents is each base's; a base of many documents gains nothing by their number, as hits are few. */
    private static Map<String, Double> found(List<Hit> hits) {
        Map<String, Double> best = new TreeMap<>();
        for (Hit hit : hits) {
            String domain = domainOf(hit);
            if (!domain.isEmpty()) {
                best.merge(domain, hit.score(), Math::max);
            }
        }
        double sum = best.values().stream().mapToDouble(Double::doubleValue).sum();
        double all = Math.max(sum, Double.MIN_NORMAL);
        best.replaceAll((_, score) -> score / all);
        return best;
    }

    private double described(String domain, Set<String> asked) {
        Set<String> description = descriptions.getOrDefault(domain, Set.of());
        long known = asked.stream().filter(description::contains).count();
        return asked.isEmpty() ? 0 : (double) known / asked.size();
    }

    private static String domainOf(Hit hit) {
        String domain = hit.item().domain();
        return hit.item().kind() == ItemKind.DOCUMENT && domain != null ? domain : "";
    }

    /**
     * An answer.
     *
     * @param hits best first
     * @param fits the best first; bases of which nothing was found are not among them
     */
    record Routed(List<Hit> hits, List<Fit> fits) {
        Routed {
            hits = List.copyOf(hits);
            fits = List.copyOf(fits);
        }
    }
}
