/**
 * Whole replicas, held against the specs: what they write down while they run, and how they fare under faults of disk, network
 * and processes.
 */
package dev.quorate.conformance.cluster;
