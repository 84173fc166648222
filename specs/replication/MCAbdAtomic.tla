---------------------------- MODULE MCAbdAtomic -----------------------------
(***************************************************************************)
(* ABD, watched: what clients ask for and how they are answered, and what  *)
(* an atomic register could have answered.  So ABD refines AtomicRegister. *)
(*                                                                         *)
(* The two variables here only record, and disable nothing; that they are  *)
(* history variables is why this is about ABD, and not about them.         *)
(***************************************************************************)
EXTENDS MCAbd

VARIABLES
    calls,      \* calls[n]: what a client has asked node n for and has not been answered
    possible    \* the states that the register may be in, by what clients have seen

atomicVars == <<nodes, network, ended, began, event, calls, possible>>

AtomicView == <<nodes, network, ended, began, calls, possible>>

AtomicRegister == INSTANCE AtomicRegister WITH Client <- Node, Value <- Command

\* What a step is for clients.  A node is asked, or answers, or stops while a client waits.
Watch ==
    LET n == event'.node
    IN  IF event'.type = "ClientWrite" THEN
            /\ calls' = [calls EXCEPT ![n] = AtomicRegister!Write(event'.value)]
            /\ UNCHANGED possible
        ELSE IF event'.type = "ClientRead" THEN
            /\ calls' = [calls EXCEPT ![n] = AtomicRegister!Read]
            /\ UNCHANGED possible
        ELSE IF event'.type # "Lose" /\ calls[n] # AtomicRegister!NoCall /\ nodes'[n].phase = "Done" THEN
            /\ calls' = [calls EXCEPT ![n] = AtomicRegister!NoCall]
            /\ possible' = AtomicRegister!Answered(n, nodes'[n].latest.value)
        ELSE IF event'.type = "Restart" /\ calls[n] # AtomicRegister!NoCall THEN
            /\ calls' = [calls EXCEPT ![n] = AtomicRegister!NoCall]
            /\ possible' = AtomicRegister!Gone(n)
        ELSE
            UNCHANGED <<calls, possible>>

AtomicSpec == MCInit /\ AtomicRegister!Init /\ [][MCNext /\ Watch]_atomicVars

\* What clients see is what an atomic register shows them.
RefinesAtomicRegister == AtomicRegister!Spec
=============================================================================
