package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Who a certificate says that its owner is. A node's certificate has the extended key usages serverAuth and clientAuth (a node does
 * both), and the node's id as its common name or as a DNS name among its alternative names. A client's has clientAuth alone, and any
 * name: so no client can pose as a node, even if it is called like one. That the certificate is one of our authority and in force
 * has been checked by TLS.
 *
 * @param names the common names and DNS names
 * @param server whether the certificate is for a server, said in so many words
 * @param until when it expires
 */
record Identity(Set<String> names, boolean server, Instant until) {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;

    static Identity of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>(commonNames(certificate));
        boolean server = false;
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)) {
                    names.add((String) alternative.get(1));
                }
            }
            List<String> usages = certificate.getExtendedKeyUsage();
            server = usages != null && usages.contains(SERVER_AUTH);
        } catch (CertificateParsingException e) {
            // A certificate whose extensions cannot be read names nobody but its subject, and is no server's.
            server = false;
        }
        return new Identity(names, server, certificate.getNotAfter().toInstant());
    }

    /** Whether this is the certificate of that node. */
    boolean isNode(NodeId id) {
        return server && names.contains(id.name());
    }

    private static List<String> commonNames(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return (server ? "a node's certificate for " : "a client's certificate for ")
                + Printable.of(String.join(", ", names), 100);
    }
}
