-------------------------- MODULE MCGossipReceived --------------------------
(***************************************************************************)
(* Strong eventual consistency (M. Shapiro et al., "Conflict-free          *)
(* Replicated Data Types", SSS 2011, definition 2.3): nodes that have      *)
(* received the same versions have the same copy, in whatever order they   *)
(* got them, and however often.                                            *)
(***************************************************************************)
EXTENDS MCGossip

VARIABLE received   \* ghost: of each node, the versions that it has written or was sent

receivedVars == <<nodes, network, replaced, received, event>>
ReceivedView == <<nodes, network, replaced, received>>

\* What the step that is being taken brings to node n.
Brought(n) ==
    IF event'.type = "Receive" /\ event'.node = n /\ event'.message.type # "Request"
    THEN event'.message.versions
    ELSE {}

ReceivedSpec ==
    /\ MCInit /\ received = [n \in Node |-> {}]
    /\ [][MCNext /\ received' = [n \in Node |-> received[n] \cup nodes'[n].versions \cup Brought(n)]]_receivedVars

SameWritesSameCopy == \A n, p \in Node : received[n] = received[p] => nodes[n] = nodes[p]
=============================================================================
