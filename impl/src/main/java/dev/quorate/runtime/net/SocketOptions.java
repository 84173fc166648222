package dev.quorate.runtime.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** How sockets are set, on both sides. */
final class SocketOptions {
    /** What Netty may hold for one socket before it takes no more; see {@link Outbox}. */
    private static final WriteBufferWaterMark HELD = new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private SocketOptions() {}

    static Bootstrap on(Bootstrap dialler) {
        return dialler.option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, HELD);
    }

    static ServerBootstrap on(ServerBootstrap acceptor) {
        return acceptor.option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, HELD);
    }
}
