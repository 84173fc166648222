--------------------------- MODULE MCAbdLiveness ----------------------------
(***************************************************************************)
(* What ABD gets done, if the world lets it: every operation ends as long  *)
(* as a majority of the nodes is there, whatever other clients do (Attiya, *)
(* Bar-Noy, Dolev 1995: it is wait-free).  There is no stable leader to    *)
(* wait for, and no duel, as consensus has.                                *)
(*                                                                         *)
(* Nothing that is sent to a node which is there is lost, and nobody       *)
(* restarts.  No constraint here: what must be finite is bounded in the    *)
(* actions.                                                                *)
(***************************************************************************)
EXTENDS MCAbd

CONSTANT Alive      \* the set of the nodes that are there; the others do nothing

VARIABLE arrived    \* who has received which message, <<node, message>>; each gets it once

livenessVars == <<nodes, network, ended, began, arrived, event>>
unhidden == <<nodes, network, ended, began, arrived>>

\* Who has yet to receive what.
Pending == {pair \in Alive \X network : pair[1] \in pair[2].to} \ arrived

LivenessInit == MCInit /\ arrived = {}

\* Each node that clients ask is asked once: to write, if there is a value for it, or to read.
Ask(n) ==
    /\ nodes[n].operation = 0
    /\ \/ \E v \in Command :
             ClientWrite(n, v) /\ event' = [type |-> "ClientWrite", node |-> n, value |-> v]
       \/ ClientRead(n) /\ event' = [type |-> "ClientRead", node |-> n]
    /\ UNCHANGED arrived

Arrive ==
    \E pair \in Pending :
        /\ Receive(pair[1], pair[2])
        /\ event' = [type |-> "Receive", node |-> pair[1], message |-> pair[2]]
        /\ arrived' = arrived \cup {pair}

\* Fairness: what can happen happens in the end.
LivenessSpec ==
    /\ LivenessInit
    /\ [][Arrive \/ \E n \in Asked : Ask(n)]_livenessVars
    /\ WF_unhidden(Arrive)
    /\ \A n \in Asked : WF_unhidden(Ask(n))

\* Every operation ends.
OperationsEnd == \A n \in Asked : <>(nodes[n].phase = "Done")
=============================================================================
