package dev.quorate.conformance.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.conformance.cluster.Proxy.Condition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a link does with what passes on it. */
@Timeout(20)
class ProxyTest {
    private static final int SOON_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 10_000;

    private ServerSocket server;
    private Proxy link;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        link = new Proxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(link.address().getAddress(), link.address().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private Socket accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** The next byte, or -1 if the connection has ended, however. */
    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void bytesPassBothWaysAndSoDoesTheEnd() throws IOException {
        try (Socket near = dial();
                Socket far = accept()) {
            near.getOutputStream().write(7);
            assertEquals(7, read(far));
            far.getOutputStream().write(8);
            assertEquals(8, read(near));
            far.shutdownOutput();
            assertEquals(-1, read(near));
        }
    }

    @Test
    void aLinkThatIsDownEndsItsConnectionsAndTakesNone() throws IOException {
        try (Socket near = dial();
                Socket far = accept()) {
            link.become(Condition.DOWN);
            assertEquals(-1, read(near));
            assertEquals(-1, read(far));
        }
        try (Socket refused = dial()) {
            assertEquals(-1, read(refused));
        }
        link.become(Condition.WELL);
        try (Socket near = dial();
                Socket far = accept()) {
            near.getOutputStream().write(9);
            assertEquals(9, read(far));
        }
    }

    @Test
    void whatALinkHoldsBackWhileItStallsArrivesAfterwards() throws IOException {
        try (Socket near = dial();
                Socket far = accept()) {
            link.become(Condition.STALLED);
            near.getOutputStream().write(new byte[] {1, 2});
            far.setSoTimeout(SOON_MILLIS);
            assertThrows(SocketTimeoutException.class, () -> read(far), "it has not stalled");
            far.setSoTimeout(PATIENCE_MILLIS);
            link.become(Condition.WELL);
            assertEquals(1, read(far));
            assertEquals(2, read(far));
        }
    }

    @Test
    void aLinkToNobodyEndsAtOnce() throws IOException {
        server.close();
        try (Socket near = dial()) {
            assertEquals(-1, read(near));
        }
    }
}
