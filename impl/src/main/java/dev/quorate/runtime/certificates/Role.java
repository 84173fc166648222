package dev.quorate.runtime.certificates;

/** What a certificate is for. */
public enum Role {
    /** A node: it is dialled and dials. */
    NODE,
    /** A client: it dials. */
    CLIENT
}
