/**
 * What there is to check: specs, their models, and what each model must yield. A model is a TLC configuration file whose
 * comments carry its expectation. Uses {@link dev.quorate.conformance.value} for constants. Start at
 * {@link dev.quorate.conformance.model.Catalog}.
 */
package dev.quorate.conformance.model;
