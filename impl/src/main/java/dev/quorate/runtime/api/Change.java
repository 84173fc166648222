package dev.quorate.runtime.api;

import java.util.Optional;

/**
 * A key was set, or deleted.
 *
 * @param revision by which of all the store's commands, counted from 1; the same at all servers
 * @param value what it holds now; empty if it was deleted
 */
public record Change(long revision, String key, Optional<String> value) {}
