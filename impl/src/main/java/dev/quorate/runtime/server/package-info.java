/**
 * A server of the replicated key–value store: a replica with its disk and its network, and the clients that it answers. Start at
 * {@link dev.quorate.runtime.server.Server}.
 */
package dev.quorate.runtime.server;
