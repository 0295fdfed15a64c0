/**
 * The guarded HTTP client: the one door out for addresses that come from a task, a model, a document or an API user.
 *
 * <p>Read {@code GuardedHttpClient} first, then {@code AddressGuard}. Invariants: a name is resolved once and the connection goes
 * to exactly the address that was checked, on every redirect again; only what reads follows redirects, and never to another
 * origin; loopback, private, link-local, multicast and metadata addresses are refused unless configuration allows them; sizes,
 * times and lookups of names are bounded.
 */
@NullMarked
package dev.walden.outbound;

import org.jspecify.annotations.NullMarked;
