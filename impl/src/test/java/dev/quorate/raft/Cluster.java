package dev.quorate.raft;

import static org.junit.jupiter.api.Assertions.fail;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.Message.AppendEntriesReply;
import dev.quorate.raft.Message.RequestVoteReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes n1, n2, ... in the hands of a test: it says what happens and what arrives. What it does not name is lost. */
final class Cluster {
    static final Command COMMAND = new Command("c");

    private final Raft raft;
    private final Map<NodeId, Node> nodes = new TreeMap<>();

    Cluster(int size) {
        Set<NodeId> ids = IntStream.rangeClosed(1, size).mapToObj(Cluster::id).collect(Collectors.toSet());
        raft = new Raft(ids);
        ids.forEach(n -> nodes.put(n, raft.initial(n)));
    }

    static NodeId id(int i) {
        return new NodeId("n" + i);
    }

    Node node(int i) {
        return nodes.get(id(i));
    }

    /** Puts a node in a state, whatever it was in. */
    void set(int i, Node state) {
        nodes.put(id(i), state);
    }

    /** The terms of the entries of a node's log: in a test all commands are the same. */
    List<Integer> terms(int i) {
        return node(i).log().stream().map(Entry::term).toList();
    }

    /** Node i stands for election and its requests reach these nodes only; who of them votes for it. */
    List<Integer> elect(int i, int... asked) {
        Set<Message> requests = happens(new Event.Timeout(id(i)));
        List<Integer> voters = new ArrayList<>();
        for (int p : asked) {
            if (arrive(to(p, requests)) instanceof RequestVoteReply vote) {
                arrive(vote);
                if (vote.granted()) {
                    voters.add(p);
                }
            }
        }
        return voters;
    }

    void request(int i) {
        happens(new Event.ClientRequest(id(i), COMMAND));
    }

    void restart(int i) {
        happens(new Event.Restart(id(i)));
    }

    /** Node i sends to each of these what it may lack, until it agrees. */
    void replicate(int i, int... followers) {
        for (int p : followers) {
            int attempts = node(i).log().size() + 2;
            while (!send(i, p).success()) {
                if (--attempts == 0) {
                    fail(id(p) + " still refuses what " + id(i) + " sends: " + node(p) + ", " + node(i));
                }
            }
        }
    }

    private AppendEntriesReply send(int i, int p) {
        Set<Message> sent = happens(new Event.SendAppendEntries(id(i), id(p)));
        if (sent.isEmpty()) {
            fail(id(i) + " should lead, but sends nothing: " + node(i));
        }
        AppendEntriesReply reply = (AppendEntriesReply) arrive(to(p, sent));
        arrive(reply);
        return reply;
    }

    /** What is answered, or the message itself if nothing is. */
    private Message arrive(Message m) {
        Set<Message> replies = happens(new Event.Receive(m.to(), m));
        return replies.isEmpty() ? m : replies.iterator().next();
    }

    private Set<Message> happens(Event event) {
        Step<Node, Message> step = raft.step(nodes.get(event.node()), event);
        nodes.put(event.node(), step.state());
        return step.messages();
    }

    private static Message to(int p, Set<Message> messages) {
        return messages.stream()
                .filter(m -> m.to().equals(id(p)))
                .findFirst()
                .orElseGet(() -> fail("nothing was sent to " + id(p) + ": " + messages));
    }
}
