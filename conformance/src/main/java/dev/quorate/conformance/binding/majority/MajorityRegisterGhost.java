package dev.quorate.conformance.binding.majority;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.replication.majority.Node;
import dev.quorate.replication.majority.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ghost variables of {@code MajorityRegister.tla}.
 *
 * @param settled the value of the write that ended last, known until another write begins
 * @param calls of each node, its latest operation
 */
record MajorityRegisterGhost(Settled settled, Map<NodeId, Call> calls) {
    /**
     * What was written last.
     *
     * @param known whether there is no other write since
     */
    record Settled(boolean known, Optional<Command> value) {
        private static final Settled NOT = new Settled(false, Optional.empty());
    }

    /**
     * An operation.
     *
     * @param operation its number
     * @param open whether it has begun and not ended
     * @param sure whether it is a read that began when a value was settled which still is
     */
    record Call(int operation, boolean open, boolean sure) {
        private Call unsure() {
            return sure ? new Call(operation, open, false) : this;
        }
    }

    MajorityRegisterGhost {
        calls = Map.copyOf(calls);
    }

    /** Nothing has begun or ended. */
    static MajorityRegisterGhost initial(List<NodeId> nodes) {
        Map<NodeId, Call> calls = new HashMap<>();
        nodes.forEach(node -> calls.put(node, new Call(0, false, false)));
        return new MajorityRegisterGhost(new Settled(true, Optional.empty()), calls);
    }

    /** The ghosts after a step that takes a node to the state {@code s}. */
    MajorityRegisterGhost after(NodeId n, Node s) {
        Call old = calls.get(n);
        boolean begins = s.operation() != old.operation();
        boolean ends = old.open() && s.phase() == Phase.DONE;
        boolean reads = s.request().isEmpty();
        Settled last = settled;
        if (!reads && begins) {
            last = Settled.NOT;
        } else if (!reads && ends) {
            last = new Settled(true, s.request());
        }
        Call latest = new Call(
                s.operation(),
                s.phase() == Phase.WRITE || s.phase() == Phase.READ,
                s.phase() != Phase.IDLE && reads && (begins ? settled.known() : old.sure()));
        if (last.equals(settled) && latest.equals(old)) {
            return this;
        }
        Map<NodeId, Call> changed = new HashMap<>(calls);
        if (!reads && begins) {
            changed.replaceAll((node, call) -> call.unsure());
        }
        changed.put(n, latest);
        return new MajorityRegisterGhost(last, changed);
    }
}
