/**
 * The command line: one class for each command, each a thin caller of the packages that do the work. Start at
 * {@link dev.quorate.conformance.cli.Quorate}.
 */
package dev.quorate.conformance.cli;
