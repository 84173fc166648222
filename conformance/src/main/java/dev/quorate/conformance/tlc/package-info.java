/**
 * Runs TLC, in a JVM of its own, and says what it found: {@link dev.quorate.conformance.tlc.TlcRun}. Inside that JVM, the
 * state graph passes a {@link dev.quorate.conformance.tlc.GraphVisitor} edge by edge. The only package that knows TLC's
 * classes; written so that both TLC 1.7.3 and the official 1.8 line serve.
 */
package dev.quorate.conformance.tlc;
