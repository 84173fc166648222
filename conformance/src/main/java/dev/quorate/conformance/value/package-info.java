/**
 * TLA+ values as plain Java data, and what carries them to and from Java records. Knows nothing of TLC or of any protocol;
 * uses {@link dev.quorate.core.Atom} for what TLA+ calls a model value. Start at {@link dev.quorate.conformance.value.Value}
 * and {@link dev.quorate.conformance.value.Codec}.
 */
package dev.quorate.conformance.value;
