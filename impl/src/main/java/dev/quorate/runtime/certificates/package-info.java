/**
 * Certificates for a trial of mutual TLS. Needs Bouncy Castle's {@code bcpkix-jdk18on} on the class path, which nothing else does.
 * Start with {@link dev.quorate.runtime.certificates.TestAuthority}.
 */
package dev.quorate.runtime.certificates;
