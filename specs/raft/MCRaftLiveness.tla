--------------------------- MODULE MCRaftLiveness ---------------------------
(***************************************************************************)
(* What Raft gets done, if the world lets it.  Liveness needs assumptions  *)
(* about time (§5.6: broadcast time << election timeout << time between    *)
(* failures), and TLA+ has none of its own, so they are made here:         *)
(*                                                                         *)
(*  - StableSpec: every node has just restarted, with whatever a bounded  *)
(*    past may have left on its disk, and from now on the world is stable. *)
(*    Nothing is lost and nobody restarts; every message arrives, once,    *)
(*    before the next election timeout, and timeouts are random enough     *)
(*    that one node's ends well before another's.                          *)
(*  - LockstepSpec: the same without the randomness.  Two nodes time out   *)
(*    together, for ever.                                                  *)
(*                                                                         *)
(* No symmetry and no constraint here: TLC's liveness checking is sound    *)
(* with neither.  What must be finite is bounded in the actions.           *)
(***************************************************************************)
EXTENDS MCRaft

VARIABLES
    arrived,    \* the messages that have been received; each is received once
    patience    \* patience[n]: how many more timeouts n can have

livenessVars == <<nodes, network, committed, arrived, patience, event>>

\* All messages have arrived.
Settled == network = arrived

\* A leader whom nobody has left behind.
IsCurrentLeader(n) ==
    nodes[n].role = "Leader" /\ \A p \in Node : nodes[p].currentTerm <= nodes[n].currentTerm

ReceiveOnce ==
    \E m \in network \ arrived :
        /\ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
        /\ arrived' = arrived \cup {m}
        /\ UNCHANGED patience

-----------------------------------------------------------------------------
\* A stable world.

\* What a disk may hold: a term, no vote in it, and a log of entries of that term or
\* older ones.  A vote already given would only be void in the next term.
OnDisk ==
    {s \in [currentTerm : 0..MaxTerm, log : UNION {[1..k -> [term : 1..MaxTerm, command : Command]] : k \in 0..MaxLog}] :
        /\ \A i \in DOMAIN s.log : s.log[i].term <= s.currentTerm
        /\ \A i, j \in DOMAIN s.log : i <= j => s.log[i].term <= s.log[j].term}

StableInit ==
    /\ \E disk \in [Node -> OnDisk] :
          nodes = [n \in Node |-> [InitialNode EXCEPT !.currentTerm = disk[n].currentTerm, !.log = disk[n].log]]
    /\ LogMatching
    /\ network = {}
    /\ committed = <<>>
    /\ event = [type |-> "Init"]
    /\ arrived = {}
    /\ patience = [n \in Node |-> 2]

\* Two attempts are enough for every node: the first tells it the others' terms, and
\* with the best log it wins the second.
StableTimeout(n) ==
    /\ Settled
    /\ \A p \in Node : ~IsCurrentLeader(p)
    /\ patience[n] > 0
    /\ patience' = [patience EXCEPT ![n] = @ - 1]
    /\ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
    /\ UNCHANGED arrived

StableClientRequest ==
    /\ Settled
    /\ \E n \in Node, c \in Command :
          /\ IsCurrentLeader(n) /\ Len(nodes[n].log) <= MaxLog
          /\ ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    /\ UNCHANGED <<arrived, patience>>

\* Heartbeats are rarer than messages are slow: what was sent has arrived before the next.
StableSend ==
    /\ Settled
    /\ \E n, p \in Node :
          SendAppendEntries(n, p) /\ event' = [type |-> "SendAppendEntries", node |-> n, peer |-> p]
    /\ UNCHANGED <<arrived, patience>>

Stable == (\E n \in Node : StableTimeout(n)) \/ StableClientRequest \/ StableSend \/ ReceiveOnce

\* Fairness: what can still change something happens in the end.  One condition
\* for all actions is enough: without timeouts only finitely many steps change
\* anything, and timeouts are finitely many.
unhidden == <<nodes, network, committed, arrived, patience>>
StableSpec ==
    /\ StableInit
    /\ [][Stable]_livenessVars
    /\ WF_unhidden(Stable)

\* A leader is eventually elected.
LeaderElected == <>(\E n \in Node : IsCurrentLeader(n))

\* A request at a stable leader is eventually committed.  In a stable world the
\* current leader stays, so it is the same node on both sides.
RequestCommitted ==
    (\E n \in Node :
        /\ IsCurrentLeader(n)
        /\ TermAt(nodes[n].log, Len(nodes[n].log)) = nodes[n].currentTerm)
    ~> (\E n \in Node : IsCurrentLeader(n) /\ nodes[n].commitIndex = Len(nodes[n].log))

\* Planted faults: for IsQuorum, nobody ever wins; for MayCommit, nothing is ever committed.
NoQuorum(S) == FALSE
NoCommit(s, i) == FALSE

-----------------------------------------------------------------------------
\* Two nodes in lockstep.

\* Terms only grow, so a behaviour for ever has ever new states.  But only their
\* order matters: when all has arrived, they can be counted from the lowest again.
\* `rewrites` says that this is a step of the model and not of any node.
ShiftTerms ==
    LET lowest == CHOOSE t \in {nodes[n].currentTerm : n \in Node} : \A n \in Node : t <= nodes[n].currentTerm
    IN  /\ Settled
        /\ lowest > 0
        /\ nodes' = [n \in Node |-> [nodes[n] EXCEPT !.currentTerm = @ - lowest]]
        /\ network' = {} /\ arrived' = {}
        /\ event' = [type |-> "ShiftTerms", rewrites |-> TRUE]
        /\ UNCHANGED <<committed, patience>>

LockstepTimeout(n) ==
    /\ nodes[n].currentTerm < MaxTerm
    /\ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
    /\ UNCHANGED <<arrived, patience>>

LockstepInit == MCInit /\ arrived = {} /\ patience = [n \in Node |-> 0]

LockstepNext == (\E n \in Node : LockstepTimeout(n)) \/ ReceiveOnce \/ ShiftTerms

LockstepSpec ==
    /\ LockstepInit
    /\ [][LockstepNext]_livenessVars
    /\ \A n \in Node : WF_unhidden(LockstepTimeout(n))
    /\ WF_unhidden(ReceiveOnce)
    /\ WF_unhidden(ShiftTerms)
=============================================================================
