--------------------- MODULE MCMajorityRegisterAtomic ----------------------
(***************************************************************************)
(* The majority register, watched: what clients ask for and how they are   *)
(* answered, and what an atomic register could have answered.  As in       *)
(* MCAbdAtomic; but of all majority registers only that of a single node   *)
(* refines AtomicRegister.                                                 *)
(***************************************************************************)
EXTENDS MCMajorityRegister

VARIABLES
    open,       \* open[n]: what a client has asked node n for and has not been answered
    possible    \* the states that the register may be in, by what clients have seen

atomicVars == <<nodes, network, settled, calls, event, open, possible>>

AtomicView == <<nodes, network, settled, calls, open, possible>>

AtomicRegister == INSTANCE AtomicRegister WITH Client <- Node, Value <- Command, calls <- open

\* What a step is for clients.  A node is asked, or answers, or stops while a client waits.
Watch ==
    LET n == event'.node
    IN  IF event'.type = "ClientWrite" THEN
            /\ open' = [open EXCEPT ![n] = AtomicRegister!Write(event'.value)]
            /\ UNCHANGED possible
        ELSE IF event'.type = "ClientRead" THEN
            /\ open' = [open EXCEPT ![n] = AtomicRegister!Read]
            /\ UNCHANGED possible
        ELSE IF event'.type # "Lose" /\ open[n] # AtomicRegister!NoCall /\ nodes'[n].phase = "Done" THEN
            /\ open' = [open EXCEPT ![n] = AtomicRegister!NoCall]
            /\ possible' = AtomicRegister!Answered(n,
                  IF open[n] = AtomicRegister!Read THEN Guess(nodes'[n].heard) ELSE open[n].value)
        ELSE IF event'.type = "Restart" /\ open[n] # AtomicRegister!NoCall THEN
            /\ open' = [open EXCEPT ![n] = AtomicRegister!NoCall]
            /\ possible' = AtomicRegister!Gone(n)
        ELSE
            UNCHANGED <<open, possible>>

AtomicSpec == MCInit /\ AtomicRegister!Init /\ [][MCNext /\ Watch]_atomicVars

\* What clients see is what an atomic register shows them.
RefinesAtomicRegister == AtomicRegister!Spec
=============================================================================
