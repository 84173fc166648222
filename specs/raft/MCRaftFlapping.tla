--------------------------- MODULE MCRaftFlapping ----------------------------
(***************************************************************************)
(* A livelock of Raft without PreVote (D. Ongaro's thesis, section 9.6): a *)
(* node whose link to the others comes and goes stands for election while  *)
(* it hears nothing, and deposes the leader, of whatever term, when it is  *)
(* back.  It cannot win, as its log lacks an entry.  The world is as in    *)
(* MCRaftLiveness otherwise.                                               *)
(***************************************************************************)
EXTENDS MCRaftLiveness

CONSTANTS One, Three    \* two of the nodes; Three is the one that comes and goes

FlappingInit == MCInit /\ arrived = {} /\ patience = [n \in Node |-> 0]

\* One has led in term 1, and has its entry committed, of which Three has not heard.
Led ==
    LET entries == <<[term |-> 1, command |-> CHOOSE c \in Command : TRUE]>>
        s == [InitialNode EXCEPT !.currentTerm = 1, !.votedFor = One]
    IN  /\ committed = <<>>
        /\ nodes' = [n \in Node |-> IF n = Three THEN s ELSE [s EXCEPT !.log = entries, !.commitIndex = 1]]
        /\ committed' = <<[term |-> 1, command |-> entries[1].command, by |-> 1]>>
        /\ event' = [type |-> "Past", rewrites |-> TRUE]
        /\ UNCHANGED <<network, arrived, patience>>

Stands(n) ==
    /\ nodes[n].currentTerm < MaxTerm
    /\ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
    /\ UNCHANGED <<arrived, patience>>

\* What has happened in a term that is over has no effect any more, and terms can be counted from 1 again.
Recount ==
    LET lowest == CHOOSE t \in {nodes[n].currentTerm : n \in Node} : \A n \in Node : t <= nodes[n].currentTerm
    IN  /\ Settled
        /\ lowest > 1
        /\ nodes' = [n \in Node |-> [nodes[n] EXCEPT !.currentTerm = @ - lowest + 1]]
        /\ network' = {} /\ arrived' = {}
        /\ event' = [type |-> "Recount", rewrites |-> TRUE]
        /\ UNCHANGED <<committed, patience>>

Flapping ==
    \/ Led
    \/ committed # <<>> /\ Settled /\ (\E n \in Node : IsCurrentLeader(n)) /\ Stands(Three)
    \/ committed # <<>> /\ Settled /\ ~(\E n \in Node : IsCurrentLeader(n)) /\ Stands(One)
    \/ ReceiveOnce
    \/ Recount

FlappingSpec == FlappingInit /\ [][Flapping]_livenessVars /\ WF_unhidden(Flapping)

\* From some time on there is a leader, always.
LeaderForGood == <>[](\E n \in Node : IsCurrentLeader(n))
=============================================================================
