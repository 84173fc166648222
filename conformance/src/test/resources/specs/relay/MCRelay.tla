------------------------------ MODULE MCRelay ------------------------------
EXTENDS Relay

CONSTANTS MaxNumber, MaxChannel, MaxInFlight

VARIABLE event

mcVars == <<nodes, network, event>>
View == <<nodes, network>>
Symmetry == Permutations(Node)

RECURSIVE InFlightOn(_)
InFlightOn(cs) == IF cs = {} THEN 0 ELSE LET c == CHOOSE c \in cs : TRUE IN Len(network[c]) + InFlightOn(cs \ {c})

Bounds ==
    /\ \A n \in Node : nodes[n].number <= MaxNumber
    /\ \A c \in DOMAIN network : Len(network[c]) <= MaxChannel
    /\ InFlightOn(DOMAIN network) <= MaxInFlight

MCInit == Init /\ event = [type |-> "Init"]

MCNext ==
    \/ \E n \in Node :
          \/ Count(n) /\ event' = [type |-> "Count", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n, p \in Node :
          \/ Connect(n, p) /\ event' = [type |-> "Connect", node |-> n, peer |-> p]
          \/ Disconnect(n, p) /\ event' = [type |-> "Disconnect", between |-> {n, p}]
    \/ \E m \in Heads :
          Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

\* What the numbers are sent in order for: a follower never goes back while it follows.
InOrder == \A c \in DOMAIN network : \A i, j \in 1..Len(network[c]) :
    i < j => network[c][i].number <= network[c][j].number
=============================================================================
