/**
 * Whole replicas under faults: what the runtime is given in place of a machine. {@link
 * dev.quorate.conformance.cluster.FaultyDisk} is its disk.
 */
package dev.quorate.conformance.cluster;
