package dev.quorate.runtime.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A dialler that shows a certificate and says what a test tells it to. */
final class RawTls implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<Frame> answer = new CompletableFuture<>();
    private final Channel channel;

    RawTls(InetSocketAddress address, TlsContext tls) {
        channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel dialled) {
                        dialled.pipeline()
                                .addLast(
                                        tls.dialler(dialled, Duration.ofSeconds(5)),
                                        new FrameDecoder(Frame.HANDSHAKE_BYTES),
                                        new Answer());
                    }
                })
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    Refusal hello(Hello hello) {
        Channels.send(channel, hello.frame());
        Frame frame = answer.orTimeout(10, TimeUnit.SECONDS).join();
        if (frame.type() != FrameType.REFUSAL) {
            throw new AssertionError("expected a refusal, found " + frame.type());
        }
        return Refusal.decode(frame.payload());
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Answer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            answer.complete((Frame) frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }
}
