package dev.walden.memory;

import dev.walden.memory.MemorySearch.Found;
import dev.walden.memory.MemorySearch.Hit;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Searches all of memory, prefers the knowledge bases that fit, and keeps tasks out of those that are closed to them. Thread-safe. */
public final class RoutedSearch {

    private final MemorySearch search;
    private final KnowledgeDomains domains;
    private final Routing routing;
    private final Set<String> closed;

    RoutedSearch(MemorySearch search, KnowledgeDomains domains) {
        this.search = search;
        this.domains = domains;
        routing = new Routing(domains);
        closed = domains.closedToTools();
    }

    /**
     * Finds items, best first, each thing once. A query that names its domain is not routed.
     *
     * @throws MemoryException.NoSuchDomain when it names one that no knowledge base and no item of the space has
     */
    public Answer search(MemoryQuery query) throws InterruptedException {
        Found found = once(query, false);
        String domain = query.domain();
        if (domain != null && found.hits().isEmpty() && !search.hasDomain(query.space(), domain)) {
            domains.require(domain);
        }
        return routed(query, found);
    }

    /** In which time words and dates are understood, unless a query names another. */
    public ZoneId zone() {
        return search.zone();
    }

    /**
     * What a task is given without asking, as {@link MemorySearch#searchForTask} finds it: of the best k, which are many, parts of
     * documents that fit are preferred. Nothing of a knowledge base that is closed to tools is among the hits.
     */
    Found forTask(MemoryQuery query) throws InterruptedException {
        return routed(query, search.searchForTask(query.without(closed))).found();
    }

    /** The same for a task that asks by a tool: best first, each thing once. */
    Found forTool(MemoryQuery query) throws InterruptedException {
        return routed(query, once(query.without(closed), true)).found();
    }

    /**
     * Parts of documents for a task, from the knowledge base that the query names or from those that fit.
     *
     * @throws MemoryException.NoSuchDomain when it names none that tasks may look into
     */
    Found documentsForTask(MemoryQuery query) throws InterruptedException {
        String domain = query.domain();
        if (domain != null && (closed.contains(domain) || domains.find(domain).isEmpty())) {
            throw new MemoryException.NoSuchDomain("There is no knowledge base of this name for tasks. There are "
                    + domains.all().stream()
                            .filter(KnowledgeDomain::tools)
                            .map(KnowledgeDomain::name)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return forTool(query);
    }

    /** With what may come in by being preferred, where there is anything to prefer. */
    private Found once(MemoryQuery query, boolean forTask) throws InterruptedException {
        boolean routes = query.domain() == null
                && (query.kinds().isEmpty() || query.kinds().contains(ItemKind.DOCUMENT));
        return search.searchOnce(query, forTask, routes ? Fit.MOST_TIMES : 1);
    }

    private Answer routed(MemoryQuery query, Found found) {
        if (query.domain() != null) {
            return new Answer(found, List.of());
        }
        Routing.Routed routed = routing.route(query.text(), found.hits());
        List<Hit> hits = routed.hits();
        return new Answer(found.withHits(hits.subList(0, Math.min(query.k(), hits.size()))), routed.fits());
    }

    /**
     * What was found.
     *
     * @param routing the knowledge bases in which something was found that could be in the answer, the best first; none when the query
     *     named one
     */
    public record Answer(Found found, List<Fit> routing) {
        public Answer {
            routing = List.copyOf(routing);
        }
    }

    /**
     * How well a knowledge base fits a question. What it holds counts {@code 1 + preference} times as much.
     *
     * @param found its share of the best that was found in any base, 0 to 1
     * @param described the share of the question's words that its description has, 0 to 1
     */
    public record Fit(String domain, double found, double described) {

        /** Of the whole: what is found says more than what is described. */
        private static final double FOUND_SHARE = 0.7;

        private static final double MOST = 0.1;

        /** No part of a document counts more times as much. */
        static final double MOST_TIMES = 1 + MOST;

        /** 0 to a tenth. */
        public double preference() {
            return MOST * (FOUND_SHARE * found + (1 - FOUND_SHARE) * described);
        }
    }
}
