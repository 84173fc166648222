--------------------------- MODULE MCRaftComplete ---------------------------
(***************************************************************************)
(* RaftComplete as a bounded model.  A model of one feature leaves out the *)
(* events of others.                                                       *)
(***************************************************************************)
EXTENDS RaftComplete, TLC

CONSTANTS
    MaxTerm,        \* terms go from 0 to this
    MaxLog,         \* a log has at most this many entries, compacted or not
    MaxEntries,     \* all logs together have at most this many
    MaxInFlight,    \* at most this many messages are in the network at once
    MaxRound,       \* at most this many reads begin in a term
    Without         \* the events that the model leaves out, by name

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, committed, reading, event>>

View == <<nodes, network, committed, reading>>

Symmetry == Permutations(InitialVoters)

RECURSIVE Entries(_)
Entries(S) == IF S = {} THEN 0 ELSE LET n == CHOOSE n \in S : TRUE IN LastIndex(nodes[n].log) + Entries(S \ {n})

Bounds ==
    /\ \A n \in Node :
          /\ nodes[n].currentTerm <= MaxTerm
          /\ LastIndex(nodes[n].log) <= MaxLog
          /\ nodes[n].leading.round <= MaxRound
    /\ Entries(Node) <= MaxEntries
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* What happens at a node of itself.
NodeNext ==
    \/ \E n \in Node :
          \/ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
          \/ /\ "CheckQuorum" \notin Without
             /\ CheckQuorum(n) /\ event' = [type |-> "CheckQuorum", node |-> n]
          \/ /\ "AbortTransfer" \notin Without
             /\ AbortTransfer(n) /\ event' = [type |-> "AbortTransfer", node |-> n]
          \/ /\ "ReadIndex" \notin Without
             /\ ReadIndex(n) /\ event' = [type |-> "ReadIndex", node |-> n]
          \/ /\ "LeaseExpires" \notin Without
             /\ LeaseExpires(n) /\ event' = [type |-> "LeaseExpires", node |-> n]
          \/ /\ "Restart" \notin Without
             /\ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ /\ "ClientRequest" \notin Without
       /\ \E n \in Node, c \in Command :
             ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    \/ \E n, p \in Node :
          SendAppendEntries(n, p) /\ event' = [type |-> "SendAppendEntries", node |-> n, peer |-> p]
    \/ /\ "TransferLeadership" \notin Without
       /\ \E n, p \in Node :
             TransferLeadership(n, p) /\ event' = [type |-> "TransferLeadership", node |-> n, peer |-> p]
    \/ /\ "Compact" \notin Without
       /\ \E n \in Node : \E index \in 1..nodes[n].commitIndex :
             Compact(n, index) /\ event' = [type |-> "Compact", node |-> n, index |-> index]
    \/ /\ "ChangeMembership" \notin Without
       /\ \E n, p \in Node, as \in {"Voter", "Learner", "Removed"} :
             /\ as \notin Without
             /\ ChangeMembership(n, p, as)
             /\ event' = [type |-> "ChangeMembership", node |-> n, member |-> p, as |-> as]

\* What becomes of a message.
MessageNext(m) ==
    \/ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
    \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCNext == NodeNext \/ \E m \in network : MessageNext(m)

MCSpec == MCInit /\ [][MCNext]_mcVars
=============================================================================
