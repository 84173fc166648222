package dev.quorate.conformance.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A link to a server, which can be cut. Stands in front of the server, on a port of its own, and passes bytes on both ways. While it is
 * down, its connections end, and new ones do as soon as they are made; while it stalls, nothing passes, and what was under way arrives when
 * it is well again, as after a network's short failure.
 */
final class Proxy implements AutoCloseable {
    /** Two peers have one connection on a link, and clients that were told of it some; what is beyond is refused. */
    private static final int MAX_SOCKETS = 128;

    private static final int CHUNK = 64 * 1024;
    private static final int CONNECT_MILLIS = 2000;

    /** How a link is. */
    enum Condition {
        WELL,
        STALLED,
        DOWN
    }

    private final ServerSocket entry;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Condition condition = Condition.WELL;

    /** A link that is well. */
    Proxy(InetSocketAddress target) throws IOException {
        this.target = target;
        entry = new ServerSocket(0, MAX_SOCKETS, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "link");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where the link begins. */
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), entry.getLocalPort());
    }

    /** From now on it is so. */
    void become(Condition other) {
        synchronized (this) {
            condition = other;
            notifyAll();
        }
        if (other == Condition.DOWN) {
            open.forEach(this::end);
        }
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket from = entry.accept();
                open.add(from);
                if (open.size() > MAX_SOCKETS) {
                    end(from);
                } else {
                    start(() -> connect(from));
                }
            } catch (IOException e) {
                // Closed, or the caller is gone already.
            }
        }
    }

    private void connect(Socket from) {
        Socket to = new Socket();
        open.add(to);
        try {
            if (!passes()) {
                throw new IOException("the link is down");
            }
            to.connect(target, CONNECT_MILLIS);
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            start(() -> pump(from, to));
            start(() -> pump(to, from));
        } catch (IOException e) {
            end(from);
            end(to);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0 && passes(); n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // An end like any other.
        }
        end(from);
        end(to);
    }

    /** Waits while the link stalls; then, whether it is well. */
    private synchronized boolean passes() {
        while (condition == Condition.STALLED) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return condition == Condition.WELL;
    }

    private void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use in any case.
        }
        open.remove(socket);
    }

    @Override
    public void close() throws IOException {
        entry.close();
        become(Condition.DOWN);
    }
}
