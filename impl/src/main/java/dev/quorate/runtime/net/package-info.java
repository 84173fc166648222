/**
 * Bytes between processes: TCP by Netty, one port for peers and clients. Knows nothing of protocols, replicas or the store: a payload
 * is opaque. Uses {@link dev.quorate.core} for the names of nodes, Netty and SLF4J.
 *
 * <p>Start with {@link dev.quorate.runtime.net.Transport}, a node's end, and {@link dev.quorate.runtime.net.Connector}, a client's.
 * {@code FrameDecoder} says what is on the wire, {@code Hello} how a connection begins, {@code Admission} who is let in. What a
 * network can do to a process ends here: every queue, frame, wait and count has a limit ({@link dev.quorate.runtime.net.Limits}),
 * whatever is refused is told to the other side and logged, and no more often than a person can read.
 *
 * <p>Between two peers there are two connections: each dials the other, and sends on what it dialled. Frames of one connection arrive
 * in the order in which they were sent; frames may be lost, and none is sent again.
 */
package dev.quorate.runtime.net;
