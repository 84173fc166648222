/** Zab's core and its spec. Start at {@link dev.quorate.conformance.binding.zab.ZabWorld}. */
package dev.quorate.conformance.binding.zab;
