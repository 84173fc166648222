----------------------------- MODULE Consensus ------------------------------
(***************************************************************************)
(* What consensus is: one value is chosen, once and for ever.              *)
(*                                                                         *)
(* After L. Lamport, "Paxos Made Simple" (2001), section 2.1: only a value *)
(* that has been proposed may be chosen, only a single one is, and nobody  *)
(* learns that one has been chosen unless it has.                          *)
(*                                                                         *)
(* How the choice is made, and who learns of it, is exactly what this      *)
(* module does not say.                                                    *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANT Value      \* the set of values that may be proposed

VARIABLE chosen     \* the set of the values chosen so far

TypeOK == chosen \subseteq Value

Init == chosen = {}

\* A value is chosen.  Safe because none was.
Choose ==
    /\ chosen = {}
    /\ \E v \in Value : chosen' = {v}

Spec == Init /\ [][Choose]_chosen

-----------------------------------------------------------------------------
\* At most one value is ever chosen.
Agreement == Cardinality(chosen) <= 1

\* What was chosen stays chosen.
Stability == [][chosen \subseteq chosen']_chosen

\* A value is eventually chosen, if one can be.
Termination == <>(chosen # {})

LiveSpec == Spec /\ WF_chosen(Choose)
=============================================================================
