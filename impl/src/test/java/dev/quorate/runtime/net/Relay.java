package dev.quorate.runtime.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A line between two nodes that a test can freeze: both ends stay open, and nothing comes through. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile InetSocketAddress target;
    private volatile boolean frozen;

    Relay() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    }

    void to(InetSocketAddress address) {
        target = address;
    }

    void freeze(boolean on) {
        frozen = on;
    }

    int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                accepted.incrementAndGet();
                sockets.add(near);
                start(() -> connect(near));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(target.getAddress(), target.getPort());
            sockets.add(far);
            start(() -> copy(far, near));
            copy(near, far);
        } catch (IOException e) {
            closeQuietly(near);
        }
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!frozen) {
                    out.write(buffer, 0, n);
                }
            }
            // The end of a frozen line does not come through, either.
            while (frozen) {
                Await.sleep(5);
            }
        } catch (IOException e) {
            // One of the ends is gone; so is the other now.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed enough.
        }
    }

    @Override
    public void close() throws IOException {
        frozen = false;
        listening.close();
        sockets.forEach(Relay::closeQuietly);
    }
}
