/**
 * A cluster of any protocol in one thread, with virtual time, faults and clients, all from one seed. Start at {@link
 * dev.quorate.conformance.simulation.Simulator}.
 */
package dev.quorate.conformance.simulation;
