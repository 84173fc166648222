package dev.quorate.runtime.net;

import java.time.Duration;

/**
 * How much of everything there may be.
 *
 * @param peerFrameBytes the longest payload between peers
 * @param clientFrameBytes the longest payload from and to a client
 * @param peerQueueBytes what may wait for a peer; beyond it, frames for this peer are dropped
 * @param clientQueueBytes what may wait for a client; beyond it, the client is cut off
 * @param clients connections of clients
 * @param handshakes connections that have not said yet who they are, and such that are being refused
 * @param handshake how long a connection may take to say who it is, TLS and all
 * @param heartbeat how often each side shows that it lives, when it has nothing else to say
 * @param silence after how long without a sign of life a connection is cut
 * @param firstRetry how long a peer is let alone after the first attempt to reach it has failed
 * @param lastRetry what this grows to, doubling, from attempt to attempt
 */
public record Limits(
        int peerFrameBytes,
        int clientFrameBytes,
        long peerQueueBytes,
        long clientQueueBytes,
        int clients,
        int handshakes,
        Duration handshake,
        Duration heartbeat,
        Duration silence,
        Duration firstRetry,
        Duration lastRetry) {
    /** What is right for a cluster in one place. */
    public static final Limits DEFAULT = new Limits(
            64 << 20,
            1 << 20,
            64 << 20,
            4 << 20,
            10_000,
            1_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(2));

    /** The longest frame that can be asked for. */
    private static final int FRAME_BYTES = 1 << 30;

    public Limits {
        check(peerFrameBytes >= 1 && peerFrameBytes <= FRAME_BYTES, "a peer's frame has 1 byte to 1 GiB");
        check(clientFrameBytes >= 1 && clientFrameBytes <= FRAME_BYTES, "a client's frame has 1 byte to 1 GiB");
        check(peerQueueBytes >= 1 && clientQueueBytes >= 1, "a queue holds 1 byte or more");
        check(clients >= 0 && handshakes >= 1, "connections: 0 clients or more, 1 handshake or more");
        check(handshake.toMillis() >= 1 && heartbeat.toMillis() >= 1, "a time is 1 ms or more");
        check(silence.compareTo(heartbeat) > 0, "silence is longer than the time between two signs of life");
        check(
                firstRetry.toMillis() >= 1 && lastRetry.compareTo(firstRetry) >= 0,
                "the first retry comes after 1 ms or more, the last after no less than the first");
    }

    /** The same with other frames. */
    public Limits withFrames(int peerBytes, int clientBytes) {
        return new Limits(
                peerBytes,
                clientBytes,
                peerQueueBytes,
                clientQueueBytes,
                clients,
                handshakes,
                handshake,
                heartbeat,
                silence,
                firstRetry,
                lastRetry);
    }

    /** The same with other queues. */
    public Limits withQueues(long peerBytes, long clientBytes) {
        return new Limits(
                peerFrameBytes,
                clientFrameBytes,
                peerBytes,
                clientBytes,
                clients,
                handshakes,
                handshake,
                heartbeat,
                silence,
                firstRetry,
                lastRetry);
    }

    /** The same with other numbers of connections. */
    public Limits withConnections(int ofClients, int inHandshake) {
        return new Limits(
                peerFrameBytes,
                clientFrameBytes,
                peerQueueBytes,
                clientQueueBytes,
                ofClients,
                inHandshake,
                handshake,
                heartbeat,
                silence,
                firstRetry,
                lastRetry);
    }

    /** The same with other times for a handshake, a sign of life, and silence. */
    public Limits withTimes(Duration forHandshake, Duration betweenHeartbeats, Duration ofSilence) {
        return new Limits(
                peerFrameBytes,
                clientFrameBytes,
                peerQueueBytes,
                clientQueueBytes,
                clients,
                handshakes,
                forHandshake,
                betweenHeartbeats,
                ofSilence,
                firstRetry,
                lastRetry);
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected);
        }
    }
}
