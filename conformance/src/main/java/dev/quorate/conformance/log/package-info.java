/**
 * Logs of what nodes did: NDJSON, one event a line, as {@code conformance/README.md} describes it. Written by {@link
 * dev.quorate.conformance.log.LogWriter}, read and never held by {@link dev.quorate.conformance.log.LogReader}, and put into one
 * order by {@link dev.quorate.conformance.log.LogMerge} where each process has written its own.
 */
package dev.quorate.conformance.log;
