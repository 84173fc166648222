/** What textbooks and papers claim, and which command decides it. Start at {@link dev.quorate.conformance.claim.Claims}. */
package dev.quorate.conformance.claim;
