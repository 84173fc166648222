/**
 * The majority register, tied to its spec. Start at
 * {@link dev.quorate.conformance.binding.majority.MajorityRegisterBinding}.
 */
package dev.quorate.conformance.binding.majority;
