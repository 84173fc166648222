package dev.quorate.runtime.net;

/**
 * What a transport has done since it was opened.
 *
 * @param sent payloads to peers and clients that were put in a queue
 * @param sentBytes their bytes
 * @param received payloads from peers and clients
 * @param receivedBytes their bytes
 * @param droppedAway payloads dropped because there was no connection, or because it broke while they waited
 * @param droppedFull payloads dropped because the queue was full
 * @param droppedTooLarge payloads dropped because they were longer than a frame may be
 * @param refused connections refused by this node
 * @param cutClients clients cut off because they did not read
 * @param clients connections of clients, now
 * @param handshakes connections that have not said yet who they are, or are being refused, now
 */
public record Statistics(
        long sent,
        long sentBytes,
        long received,
        long receivedBytes,
        long droppedAway,
        long droppedFull,
        long droppedTooLarge,
        long refused,
        long cutClients,
        int clients,
        int handshakes) {}
