/**
 * Fast Leader Election, tied to its spec. Start at {@link
 * dev.quorate.conformance.binding.fastleaderelection.FastLeaderElectionBinding}.
 */
package dev.quorate.conformance.binding.fastleaderelection;
