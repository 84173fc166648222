-------------------------- MODULE MCAtomicRegister --------------------------
(***************************************************************************)
(* An atomic register as the textbooks draw it: it holds one value, and    *)
(* each operation takes effect at one instant between its invocation and   *)
(* its response.  What its clients see is what AtomicRegister allows; and  *)
(* with the faults below it is not.                                        *)
(***************************************************************************)
EXTENDS AtomicRegister

CONSTANT MaxCalls       \* how many operations there are

VARIABLES
    register,       \* what the register holds
    before,         \* what it held before that, for the faults
    answers,        \* answers[c]: of client c's open call, the answer, once it has taken effect
    count           \* how many operations have been asked for

mcVars == <<calls, possible, register, before, answers, count>>

MCInit ==
    /\ Init
    /\ register = None
    /\ before = None
    /\ answers = [c \in Client |-> NoAnswer]
    /\ count = 0

Ask(c, call) ==
    /\ count < MaxCalls
    /\ count' = count + 1
    /\ calls[c] = NoCall
    /\ calls' = [calls EXCEPT ![c] = call]
    /\ UNCHANGED <<possible, register, before, answers>>

\* What a read is answered that takes effect now.  Replaceable.
Seen(c) == register

\* Client c's operation takes effect.
TakeEffect(c) ==
    /\ calls[c] # NoCall
    /\ answers[c] = NoAnswer
    /\ IF calls[c] = Read
       THEN /\ answers' = [answers EXCEPT ![c] = <<Seen(c)>>]
            /\ UNCHANGED <<register, before>>
       ELSE /\ answers' = [answers EXCEPT ![c] = <<calls[c].value>>]
            /\ register' = calls[c].value
            /\ before' = register
    /\ UNCHANGED <<calls, possible, count>>

\* Client c is answered.  Here, and with Leave, AtomicRegister is only told what happens.
Answer(c) ==
    /\ answers[c] # NoAnswer
    /\ calls' = [calls EXCEPT ![c] = NoCall]
    /\ possible' = Answered(c, answers[c][1])
    /\ answers' = [answers EXCEPT ![c] = NoAnswer]
    /\ UNCHANGED <<register, before, count>>

\* Client c goes away.  (A write that takes effect after that is one whose client is only slow to leave.)
Leave(c) ==
    /\ calls[c] # NoCall
    /\ calls' = [calls EXCEPT ![c] = NoCall]
    /\ possible' = Gone(c)
    /\ answers' = [answers EXCEPT ![c] = NoAnswer]
    /\ UNCHANGED <<register, before, count>>

MCNext ==
    \E c \in Client :
        \/ \E call \in {Read} \cup {Write(v) : v \in Value} : Ask(c, call)
        \/ TakeEffect(c)
        \/ Answer(c)
        \/ Leave(c)

MCSpec == MCInit /\ [][MCNext]_mcVars

Refines == Spec

\* Of all that is possible, the state that the register is in is one.
ShowsTheState ==
    [value |-> register, answers |-> answers] \in {[value |-> s.value, answers |-> s.answers] : s \in ByNow(possible)}

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator in a model that must then violate a property.

\* For Seen: a read is answered with what was there before the last write.
SeenBefore(c) == before

\* For Seen: a read is answered with either, as a regular register does while it is written.
SeenWhileWritten(c) == IF \E d \in Client : calls[d].type = "Write" THEN before ELSE register
=============================================================================
