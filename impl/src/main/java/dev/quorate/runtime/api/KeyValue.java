package dev.quorate.runtime.api;

/** A key and what it holds. */
public record KeyValue(String key, String value) {}
