/**
 * Measures replicated key-value services under one load: {@link dev.quorate.conformance.bench.Bench} starts the servers of one system
 * after another and, for each, a process of {@link dev.quorate.conformance.bench.LoadMain}, whose clients call a {@link
 * dev.quorate.conformance.bench.Target}. What the load needs is the JDK and HdrHistogram only, so that it runs beside any other system's
 * libraries, too.
 */
package dev.quorate.conformance.bench;
