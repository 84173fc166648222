------------------------ MODULE MCAbdCompareAndSet -------------------------
(***************************************************************************)
(* What ABD cannot do: a compare-and-set, here made of a read and a write. *)
(* Two clients at two nodes each want to set the register if nobody has.   *)
(* Each reads that it is empty, and writes; both believe that they have    *)
(* won.  ABD does all that it promises meanwhile.  Why there is no better  *)
(* way stands in abstract/CompareAndSet.tla.                               *)
(*                                                                         *)
(* One order in which messages arrive is enough to show it.                *)
(***************************************************************************)
EXTENDS MCAbdLiveness

\* The value that a client at node n would set.
Own(n) == Ranked(Command)[Place[n]]

Compare(n) ==
    /\ nodes[n].operation = 0
    /\ ClientRead(n)
    /\ event' = [type |-> "ClientRead", node |-> n]
    /\ UNCHANGED arrived

Set(n) ==
    /\ nodes[n].operation = 1 /\ nodes[n].phase = "Done" /\ nodes[n].latest.value = None
    /\ ClientWrite(n, Own(n))
    /\ event' = [type |-> "ClientWrite", node |-> n, value |-> Own(n)]
    /\ UNCHANGED arrived

ArriveInOrder ==
    /\ Pending # {}
    /\ LET pair == CHOOSE one \in Pending : TRUE
       IN  /\ Receive(pair[1], pair[2])
           /\ event' = [type |-> "Receive", node |-> pair[1], message |-> pair[2]]
           /\ arrived' = arrived \cup {pair}

CompareAndSetSpec ==
    LivenessInit /\ [][ArriveInOrder \/ \E n \in Asked : Compare(n) \/ Set(n)]_livenessVars

\* At most one client has set the register.
OneWinner ==
    Cardinality({n \in Asked : nodes[n].operation = 2 /\ nodes[n].phase = "Done"}) <= 1
=============================================================================
