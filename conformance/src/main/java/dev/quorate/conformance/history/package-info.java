/**
 * Histories: what clients saw of a service, as invocations and responses, and whether one object, used by one client at a
 * time, could have shown them the same. Knows nothing of specs, of protocols, or of who recorded the history. Start at
 * {@link dev.quorate.conformance.history.Checker}; the search is in {@link dev.quorate.conformance.history.Search}.
 */
package dev.quorate.conformance.history;
