/**
 * The tools {@code fetch_page} and {@code web_search}.
 *
 * <p>Read {@link dev.walden.tools.web.FetchPageTool} first, then {@link dev.walden.tools.web.PageText} and
 * {@link dev.walden.tools.web.SearchProvider}.
 *
 * <p>Invariants: what a page or a provider says is untrusted; an address that a model gave goes through the guarded client; a
 * provider's address is the operator's, who may have it in a private network; nothing is kept from one call to the next.
 */
@NullMarked
package dev.walden.tools.web;

import org.jspecify.annotations.NullMarked;
