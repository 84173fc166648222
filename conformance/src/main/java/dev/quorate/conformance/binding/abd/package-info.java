/** ABD, tied to its spec. Start at {@link dev.quorate.conformance.binding.abd.AbdBinding}. */
package dev.quorate.conformance.binding.abd;
