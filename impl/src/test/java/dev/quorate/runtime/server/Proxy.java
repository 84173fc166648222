package dev.quorate.runtime.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in front of a server, so that its connections can be cut. */
final class Proxy implements AutoCloseable {
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;

    Proxy() throws IOException {
        socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    void forwardTo(int port) {
        target = port;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket from = socket.accept();
                open.add(from);
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(to);
                from.setTcpNoDelay(true);
                to.setTcpNoDelay(true);
                start(() -> pump(from, to));
                start(() -> pump(to, from));
            } catch (IOException e) {
                cut();
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // As after a cut.
        }
        open.remove(from);
        open.remove(to);
    }

    /** Ends all connections there are. */
    void cut() {
        for (Socket one : open) {
            try {
                one.close();
            } catch (IOException e) {
                // It is of no use in any case.
            }
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cut();
    }
}
