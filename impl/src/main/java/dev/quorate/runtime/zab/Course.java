package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.runtime.Inner;
import dev.quorate.runtime.zab.ServerMessage.Alive;
import dev.quorate.runtime.zab.ServerMessage.HangUp;
import dev.quorate.runtime.zab.ServerMessage.Parcel;
import dev.quorate.runtime.zab.ServerMessage.Told;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Phase;
import dev.quorate.zab.election.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One step of a server on its way: the steps of Zab and of the election that it consists of follow each other. */
final class Course {
    static final String ZAB = "zab";
    static final String ELECTION = "fast-leader-election";

    private final Set<NodeId> servers;
    private final Protocol<Node, Event, Message> zabCore;
    private final Protocol<
                    dev.quorate.zab.election.Node, dev.quorate.zab.election.Event, dev.quorate.zab.election.Message>
            electionCore;
    private final NodeId n;
    private Node zab;
    private dev.quorate.zab.election.Node election;
    private Links links;
    private final Set<ServerMessage> sent = new LinkedHashSet<>();
    private final List<Inner> inner = new ArrayList<>();

    Course(
            Set<NodeId> servers,
            Protocol<Node, Event, Message> zabCore,
            Protocol<dev.quorate.zab.election.Node, dev.quorate.zab.election.Event, dev.quorate.zab.election.Message>
                    electionCore,
            NodeId n,
            Server s) {
        this.servers = servers;
        this.zabCore = zabCore;
        this.electionCore = electionCore;
        this.n = n;
        zab = s.zab();
        election = s.election();
        links = s.links();
    }

    Server server() {
        return new Server(zab, election, links);
    }

    Set<ServerMessage> sent() {
        return sent;
    }

    List<Inner> inner() {
        return inner;
    }

    void take(ServerEvent event) {
        if (event instanceof ServerEvent.Hear hear) {
            hear(hear.message());
        } else if (event instanceof ServerEvent.Request request) {
            zab(new Event.ClientRequest(n, request.command()));
        } else if (event instanceof ServerEvent.Ask) {
            zab(new Event.ReadIndex(n));
        } else if (event instanceof ServerEvent.Purge purge) {
            zab(new Event.Compact(n, purge.index()));
        } else if (event instanceof ServerEvent.KeepAlive) {
            keepAlive();
        } else if (event instanceof ServerEvent.CheckQuorum) {
            checkQuorum();
        } else if (event instanceof ServerEvent.GiveUp) {
            zab(new Event.Timeout(n));
        } else if (event instanceof ServerEvent.Notify) {
            election(new dev.quorate.zab.election.Event.SendNotification(n));
        } else if (event instanceof ServerEvent.Decide) {
            election(new dev.quorate.zab.election.Event.Decide(n));
        } else if (event instanceof ServerEvent.Start) {
            start();
        } else if (event instanceof ServerEvent.Stop stop) {
            stop(stop.boot());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Zab and the election.

    private void start() {
        if (election.vote().isEmpty()) {
            look();
        }
    }

    /** In both. Others are not told: who stops cannot. */
    private void stop(long boot) {
        links = Links.none(boot);
        Step<Node, Message> step = zabCore.step(zab, new Event.Restart(n));
        zab = step.state();
        inner.add(new Inner(ZAB, new Event.Restart(n), zab, step.messages()));
        election(new dev.quorate.zab.election.Event.Restart(n));
    }

    private void zab(Event event) {
        Node before = zab;
        Step<Node, Message> step = zabCore.step(before, event);
        zab = step.state();
        if (isEnabled(before, step, event instanceof Event.Receive)) {
            inner.add(new Inner(ZAB, event, zab, step.messages()));
        }
        step.messages().forEach(this::send);
        if (before.phase() != Phase.ELECTION && zab.phase() == Phase.ELECTION) {
            hangUp();
            look();
        }
    }

    /** What the spec does not enable changes nothing and sends nothing; a message may do neither, and is received for all that. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isEnabled(Object before, Step<?, ?> step, boolean receives) {
        return receives || step.state() != before || !step.messages().isEmpty();
    }

    /** The spec's LookAgain. */
    private void look() {
        election(new dev.quorate.zab.election.Event.LookForLeader(
                n, zab.currentEpoch(), zab.history().lastZxid()));
    }

    private void election(dev.quorate.zab.election.Event event) {
        dev.quorate.zab.election.Node before = election;
        Step<dev.quorate.zab.election.Node, dev.quorate.zab.election.Message> step = electionCore.step(before, event);
        election = step.state();
        boolean always = event instanceof dev.quorate.zab.election.Event.Receive
                || event instanceof dev.quorate.zab.election.Event.Restart;
        if (isEnabled(before, step, always)) {
            inner.add(new Inner(ELECTION, event, election, step.messages()));
        }
        step.messages().forEach(m -> sent.add(new Told(m)));
        if (before.state() == State.LOOKING && election.state() != State.LOOKING) {
            decided(election.vote().orElseThrow().leader());
        }
    }

    /** The spec's Decided; and who has called while nobody knew who leads is heard now, or told that it called the wrong server. */
    private void decided(NodeId leader) {
        Links calls = links;
        if (!leader.equals(n)) {
            hangUp();
        }
        zab(new Event.Elect(n, leader));
        if (leader.equals(n)) {
            calls.open()
                    .forEach((p, link) -> link.waiting().ifPresent(first -> {
                        links = links.with(p, link.withoutWaiting());
                        zab(new Event.Receive(n, first));
                    }));
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Connections.

    /** CEpoch opens a connection. What is sent where there is none is lost. */
    private void send(Message m) {
        if (m instanceof Message.CEpoch) {
            links = links.calling(m.to());
        }
        links.to(m.to()).ifPresent(link -> {
            links = links.with(m.to(), link.withSent());
            sent.add(new Parcel(link.connection(), link.sent() + 1, m));
        });
    }

    private void hear(ServerMessage message) {
        if (message instanceof Parcel parcel) {
            if (parcel.message() instanceof Message.CEpoch) {
                hearCall(parcel);
            } else {
                hear(parcel);
            }
        } else if (message instanceof Told told) {
            election(new dev.quorate.zab.election.Event.Receive(n, told.message()));
        } else if (message instanceof Alive alive) {
            hear(alive);
        } else if (message instanceof HangUp end && isOpen(end.from(), end.connection())) {
            ended(end.from());
        }
    }

    private boolean isOpen(NodeId p, Connection connection) {
        return links.to(p).filter(link -> link.connection().equals(connection)).isPresent();
    }

    /** A server calls. One that may come to lead has it wait until it knows; one that follows is the wrong one. */
    private void hearCall(Parcel call) {
        Optional<Connection> known = links.to(call.from()).map(Link::connection);
        if (known.equals(Optional.of(call.connection()))) {
            return;
        }
        boolean leads = zab.leader().equals(Optional.of(n));
        if (known.filter(call.connection()::precedes).isPresent()
                || (zab.leader().isPresent() && !leads)) {
            refuse(call.from(), call.connection());
            return;
        }
        links = links.with(
                call.from(), Link.called(call.connection(), leads ? Optional.empty() : Optional.of(call.message())));
        if (leads) {
            zab(new Event.Receive(n, call.message()));
        }
    }

    /** A message is taken if it is the next one. What came before does not matter any more; and what is missing ends the connection. */
    private void hear(Parcel parcel) {
        NodeId p = parcel.from();
        if (!isOpen(p, parcel.connection())) {
            refuse(p, parcel.connection());
            return;
        }
        Link link = links.to(p).orElseThrow();
        if (parcel.number() == link.received() + 1 && link.waiting().isEmpty()) {
            links = links.with(p, link.withReceived());
            zab(new Event.Receive(n, parcel.message()));
        } else if (parcel.number() > link.received()) {
            breaks(p);
        }
    }

    /** As much should have come as was sent: the network keeps the order. */
    private void hear(Alive alive) {
        NodeId p = alive.from();
        if (!isOpen(p, alive.connection())) {
            refuse(p, alive.connection());
            return;
        }
        Link link = links.to(p).orElseThrow();
        if (alive.sent() > link.received()) {
            breaks(p);
        } else {
            links = links.with(p, link.withHeard(true));
        }
    }

    private void breaks(NodeId p) {
        refuse(p, links.to(p).orElseThrow().connection());
        ended(p);
    }

    /** Who hears no more of its leader looks for another. A leader sees for itself, by and by, whether it has a quorum still. */
    private void ended(NodeId p) {
        links = links.without(p);
        if (zab.leader().equals(Optional.of(p))) {
            zab(new Event.Timeout(n));
        }
    }

    private void refuse(NodeId p, Connection connection) {
        sent.add(new HangUp(n, p, connection));
    }

    private void hangUp() {
        links.open().forEach((p, link) -> refuse(p, link.connection()));
        links = links.none();
    }

    private void keepAlive() {
        links.open().forEach((p, link) -> {
            if (link.waiting().isEmpty()) {
                sent.add(new Alive(n, p, link.connection(), link.sent()));
            }
        });
    }

    /** A leader that is not established by now, or has not heard from a quorum, leads no more. */
    private void checkQuorum() {
        if (!zab.leader().equals(Optional.of(n))) {
            return;
        }
        Set<NodeId> heard = new HashSet<>(Set.of(n));
        links.open().forEach((p, link) -> {
            if (link.heard()) {
                heard.add(p);
            }
        });
        if (zab.phase() == Phase.BROADCAST && Quorum.isMajority(heard, servers)) {
            links = links.unheard();
        } else {
            zab(new Event.Timeout(n));
        }
    }
}
