-------------------------- MODULE MCRaftPartition ---------------------------
(***************************************************************************)
(* What Raft gets done while a leader is cut off from all others: the CAP  *)
(* theorem's choice (S. Gilbert, N. Lynch, "Brewer's conjecture and the    *)
(* feasibility of consistent, available, partition-tolerant web services", *)
(* SIGACT News 33(2), 2002).  It is consistent; its minority side does not *)
(* answer.  The world is as stable as in MCRaftLiveness but for that.      *)
(***************************************************************************)
EXTENDS MCRaftLiveness

TheLeader == CHOOSE n \in Node : TRUE
Others == Node \ {TheLeader}

PartitionedInit ==
    /\ MCInit
    /\ arrived = {}
    /\ patience = [n \in Node |-> IF n = TheLeader THEN 0 ELSE 1]

\* Before, it was elected by all, and has been asked for nothing.
Past ==
    /\ nodes[TheLeader] = InitialNode
    /\ nodes' = [n \in Node |->
          IF n = TheLeader
          THEN [InitialNode EXCEPT !.currentTerm = 1, !.votedFor = n, !.role = "Leader",
                                   !.nextIndex = [p \in Others |-> 1], !.matchIndex = [p \in Others |-> 0]]
          ELSE [InitialNode EXCEPT !.currentTerm = 1, !.votedFor = TheLeader]]
    /\ event' = [type |-> "Past", rewrites |-> TRUE]
    /\ UNCHANGED <<network, committed, arrived, patience>>

\* Nothing crosses the partition.
Crosses(m) == (m.from = TheLeader) # (m.to = TheLeader)

SidesSettled == \A m \in network \ arrived : Crosses(m)

LeadsItsSide(n) ==
    /\ nodes[n].role = "Leader"
    /\ n # TheLeader => \A p \in Others : nodes[p].currentTerm <= nodes[n].currentTerm

PartitionedTimeout(n) ==
    /\ LeadsItsSide(TheLeader) /\ SidesSettled
    /\ \A p \in Others : ~LeadsItsSide(p)
    /\ patience[n] > 0
    /\ patience' = [patience EXCEPT ![n] = @ - 1]
    /\ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
    /\ UNCHANGED arrived

\* There are clients on both sides, and each asks once.
PartitionedRequest ==
    /\ SidesSettled
    /\ \E n \in Node, c \in Command :
          /\ LeadsItsSide(n) /\ nodes[n].log = <<>>
          /\ ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    /\ UNCHANGED <<arrived, patience>>

PartitionedSend ==
    /\ SidesSettled
    /\ \E n, p \in Node :
          SendAppendEntries(n, p) /\ event' = [type |-> "SendAppendEntries", node |-> n, peer |-> p]
    /\ UNCHANGED <<arrived, patience>>

PartitionedReceive == ReceiveOnce /\ ~Crosses(event'.message)

Partitioned ==
    Past \/ (\E n \in Node : PartitionedTimeout(n)) \/ PartitionedRequest \/ PartitionedSend \/ PartitionedReceive

PartitionedSpec ==
    /\ PartitionedInit
    /\ [][Partitioned]_livenessVars
    /\ WF_unhidden(Partitioned)

\* A client of some nodes is answered, in the end.
Answered(some) == <>(\E n \in some : nodes[n].role = "Leader" /\ nodes[n].commitIndex > 0)
MajorityAnswered == Answered(Others)
MinorityAnswered == Answered({TheLeader})

\* For PartitionedTimeout: nobody else acts, for a smaller model.
NoTimeout(n) == FALSE

\* And nobody is answered wrongly.
SidesAgree ==
    \A n, p \in Node : \A i \in 1..nodes[n].commitIndex :
        i <= nodes[p].commitIndex => nodes[n].log[i] = nodes[p].log[i]
=============================================================================
