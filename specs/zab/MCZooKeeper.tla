----------------------------- MODULE MCZooKeeper ----------------------------
(***************************************************************************)
(* Zab and its election together as a bounded model.                       *)
(***************************************************************************)
EXTENDS ZooKeeper, ZabProperties, Ranking, TLC

CONSTANTS
    MaxEpoch,           \* epochs go from 0 to this
    MaxHistory,         \* a history has at most this many transactions
    MaxInFlight,        \* at most this many of Zab's messages are in the network at once
    MaxRound,           \* rounds of elections go from 0 to this
    MaxNotifications    \* at most this many of the election's messages are in the network at once

VARIABLE event          \* what happened last; View keeps it out of the fingerprint

mcVars == <<allVars, event>>

View == allVars

\* For Servers: in the order in which the cfg names them.
MCServers == Ranked(Node)

RECURSIVE InFlight(_)
InFlight(channels) ==
    IF channels = {} THEN 0 ELSE LET c == CHOOSE c \in channels : TRUE IN Len(network[c]) + InFlight(channels \ {c})

\* The bounds cut off what lies beyond, they disable nothing.
Bounds ==
    /\ \A n \in Node :
          /\ nodes[n].acceptedEpoch <= MaxEpoch
          /\ nodes[n].newEpoch <= MaxEpoch
          /\ Length(nodes[n].history) <= MaxHistory
          /\ elections[n].round <= MaxRound
    /\ InFlight(DOMAIN network) <= MaxInFlight
    /\ Cardinality(notifications) <= MaxNotifications

MCInit ==
    /\ AllInit
    /\ event = [type |-> "Init"]

\* ZooKeeper's AllNext, each step with its name.  What Zab does without the election, and in small models of its own, is left
\* out: it compacts no history, and asks nobody for a read.
MCNext ==
    \/ \E n \in Node :
          \/ Start(n) /\ event' = [type |-> "Start", node |-> n]
          \/ Stop(n) /\ event' = [type |-> "Stop", node |-> n]
          \/ GiveUp(n) /\ event' = [type |-> "GiveUp", node |-> n]
          \/ Notify(n) /\ event' = [type |-> "Notify", node |-> n]
          \/ Decide(n) /\ event' = [type |-> "Decide", node |-> n]
    \/ \E n \in Node, c \in Command :
          Request(n, c) /\ event' = [type |-> "Request", node |-> n, command |-> c]
    \/ \E n, p \in Node :
          Break(n, p) /\ event' = [type |-> "Break", between |-> {n, p}]
    \/ \E m \in Arriving :
          Hear(m) /\ event' = [type |-> "Hear", node |-> m.to, message |-> m]
    \/ \E m \in notifications :
          \/ \E n \in m.to : HearNotification(n, m) /\ event' = [type |-> "HearNotification", node |-> n, message |-> m]
          \/ LoseNotification(m) /\ event' = [type |-> "LoseNotification", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

\* Nobody stops.
NoStop == event'.type # "Stop"

-----------------------------------------------------------------------------
\* Planted faults.

\* For LookAgain: who is tired of its leader does not look for another.
KeepLeader(n) == UNCHANGED electionVars

\* For Decided: a server that is done with the election leads, whoever was elected.
LeadAnyway(n) ==
    IF elections'[n].state # "Looking" /\ elections[n].state = "Looking"
    THEN Elect(n, n)
    ELSE UNCHANGED vars

\* For Decided: an elected leader does not ask anybody for an epoch.
SkipDiscovery(n) ==
    IF elections'[n].state = "Leading" /\ elections[n].state = "Looking"
    THEN /\ nodes' = [nodes EXCEPT ![n].phase = "Broadcast", ![n].leader = n, ![n].newEpoch = nodes[n].acceptedEpoch]
         /\ UNCHANGED <<network, committed, primaries, reads>>
    ELSE UNCHANGED vars

-----------------------------------------------------------------------------
\* Witnesses.

\* A whole cluster, elected, has delivered a transaction.
NeverDeliveredEverywhere ==
    ~ \A n \in Node : nodes[n].lastCommitted > 0
=============================================================================
