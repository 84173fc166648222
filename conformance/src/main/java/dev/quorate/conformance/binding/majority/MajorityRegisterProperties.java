package dev.quorate.conformance.binding.majority;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.majority.MajorityRegisterGhost.Settled;
import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.replication.majority.Node;
import dev.quorate.replication.majority.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The safety properties of {@code MajorityRegister.tla}, by name and in order; they hold if one node writes. */
final class MajorityRegisterProperties {
    private MajorityRegisterProperties() {}

    static Optional<String> broken(Moved<Node, MajorityRegisterGhost> m, List<NodeId> nodes) {
        Settled settled = m.ghost().settled();
        Set<NodeId> holders = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (m.nodes().get(i).value().equals(settled.value())) {
                holders.add(nodes.get(i));
            }
        }
        if (settled.known() && !Quorum.isMajority(holders, Set.copyOf(nodes))) {
            return Optional.of("SettledAtQuorum");
        }
        Node s = m.after();
        boolean sure = m.ghost().calls().get(nodes.get(m.index())).sure() && s.phase() == Phase.DONE;
        return sure && s.heard().stream().noneMatch(heard -> heard.value().equals(settled.value()))
                ? Optional.of("HearsSettled")
                : Optional.empty();
    }

    /** Whether this many nodes or fewer write; properties are promised for one. */
    static boolean areWriters(List<Node> states, List<NodeId> nodes, int limit) {
        Set<NodeId> writers = new HashSet<>();
        for (Node s : states) {
            nodes.stream().filter(n -> s.taken().get(n) > 0).forEach(writers::add);
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (states.get(i).request().isPresent()) {
                writers.add(nodes.get(i));
            }
        }
        return writers.size() <= limit;
    }
}
