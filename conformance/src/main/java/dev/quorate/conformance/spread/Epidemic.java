package dev.quorate.conformance.spread;

import dev.quorate.conformance.binding.gossip.Exchange;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.replication.gossip.Event;
import dev.quorate.replication.gossip.Gossip;
import dev.quorate.replication.gossip.Message;
import dev.quorate.replication.gossip.Node;
import dev.quorate.replication.gossip.Versioning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An update that spreads in rounds, as the papers count them: one node has it, and in each round every node begins one exchange
 * with another, chosen at random. All exchanges of a round are at once: what a node answers is what it had when the round began,
 * and what it was sent. No message is lost. The steps are those of {@link Gossip}.
 */
public final class Epidemic {
    private final List<NodeId> nodes;
    private final Gossip gossip;
    private final Exchange exchange;
    private final SplittableRandom random;
    private List<Node> states = new ArrayList<>();

    private Epidemic(int size, Exchange exchange, SplittableRandom random) {
        this.exchange = exchange;
        this.random = random;
        nodes = IntStream.rangeClosed(1, size)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
        gossip = new Gossip(new LinkedHashSet<>(nodes), Versioning.LAST_WRITER_WINS);
        nodes.forEach(node -> states.add(gossip.initial(node)));
        states.set(
                0,
                gossip.step(states.get(0), new Event.Write(nodes.get(0), new Command("update")))
                        .state());
    }

    /**
     * How many rounds it takes until every node has the update.
     *
     * @param size how many nodes there are
     * @param seed what all chance comes from
     */
    public static int rounds(int size, Exchange exchange, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("there is no cluster of " + size + " nodes");
        }
        Epidemic epidemic = new Epidemic(size, exchange, new SplittableRandom(seed));
        int rounds = 0;
        while (epidemic.states.stream().anyMatch(state -> state.versions().isEmpty())) {
            epidemic.round();
            rounds++;
        }
        return rounds;
    }

    private void round() {
        List<Node> before = states;
        states = new ArrayList<>(before);
        int[] partners = new int[nodes.size()];
        List<Message> answers = new ArrayList<>();
        for (int i = 0; i < partners.length; i++) {
            int other = random.nextInt(partners.length - 1);
            partners[i] = other < i ? other : other + 1;
            Event begins = exchange.begin(nodes.get(i), nodes.get(partners[i]));
            Message message = only(gossip.step(before.get(i), begins));
            answers.add(only(receive(partners[i], before.get(partners[i]), message)));
            states.set(
                    partners[i],
                    receive(partners[i], states.get(partners[i]), message).state());
        }
        for (int i = 0; i < partners.length; i++) {
            if (answers.get(i) != null) {
                states.set(i, receive(i, states.get(i), answers.get(i)).state());
            }
        }
    }

    private Step<Node, Message> receive(int node, Node state, Message message) {
        return gossip.step(state, new Event.Receive(nodes.get(node), message));
    }

    /** What a step sends; null if nothing. */
    private static Message only(Step<Node, Message> step) {
        return step.messages().isEmpty() ? null : step.messages().iterator().next();
    }
}
