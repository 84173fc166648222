/**
 * How a Java protocol is tied to its spec: by naming its types. Everything else follows from the types. Start at
 * {@link dev.quorate.conformance.binding.Binding}; a binding is found as a {@link java.util.ServiceLoader service}.
 */
package dev.quorate.conformance.binding;
