/** Caches with a time to live, tied to their spec. Start at {@link dev.quorate.conformance.binding.dnscache.DnsCacheBinding}. */
package dev.quorate.conformance.binding.dnscache;
