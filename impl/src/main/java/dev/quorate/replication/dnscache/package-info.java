/**
 * Caches with a time to live, as in the Domain Name System. Start at {@link dev.quorate.replication.dnscache.DnsCache}, beside
 * {@code specs/replication/DnsCache.tla}.
 */
package dev.quorate.replication.dnscache;
