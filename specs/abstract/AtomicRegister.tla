--------------------------- MODULE AtomicRegister ---------------------------
(***************************************************************************)
(* What an atomic register is: clients read and write one value, and what  *)
(* they see is as if each operation took effect at one instant between its *)
(* invocation and its response.                                            *)
(*                                                                         *)
(* After L. Lamport, "On Interprocess Communication" (Distributed          *)
(* Computing 1(2), 1986), and M. Herlihy, J. Wing, "Linearizability"       *)
(* (ACM TOPLAS 12(3), 1990), section 2.2.                                  *)
(*                                                                         *)
(* When an operation takes effect is not for clients to see, and need not  *)
(* be settled when it does: of two writes at once, which was first may     *)
(* show only when somebody reads.  So this module keeps all states that    *)
(* the register may be in, by what clients have seen so far; a response is *)
(* allowed if one of them gives it, and rules out the others.  (After      *)
(* P. V. Jayanti, S. Jayanti, U. Yavuz, L. Hernandez, "A Universal, Sound, *)
(* and Complete Forward Reasoning Technique for Machine-Verified Proofs of *)
(* Linearizability", POPL 2024, whose meta-configurations these are.)      *)
(* MCAtomicRegister says the same in the textbook's way, with one state,   *)
(* and refines this.                                                       *)
(*                                                                         *)
(* A protocol refines this module when its clients' invocations and        *)
(* responses, read as Invoke and Respond, happen only as Next allows.      *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Client,     \* the set of clients; each does one thing at a time
    Value,      \* the set of values that clients may write
    None        \* what a read returns if nothing was written

VARIABLES
    calls,      \* calls[c]: what client c has asked for and not been answered; NoCall if nothing
    possible    \* the set of the states that the register may be in (see InitialState)

vars == <<calls, possible>>

NoCall == [type |-> "NoCall", value |-> None]
Read == [type |-> "Read", value |-> None]
Write(v) == [type |-> "Write", value |-> v]

\* Of a client's call that has taken effect, the answer; this if it has not.
NoAnswer == <<>>

InitialState ==
    [value   |-> None,                              \* what the register holds
     answers |-> [c \in Client |-> NoAnswer],       \* of each call that has taken effect, the answer
     late    |-> [v \in Value |-> 0]]               \* how many writes whose clients have gone may yet take effect

TypeOK ==
    /\ calls \in [Client -> {NoCall, Read} \cup {Write(v) : v \in Value}]
    /\ \A s \in possible :
          /\ DOMAIN s = {"value", "answers", "late"}
          /\ s.value \in Value \cup {None}
          /\ s.answers \in [Client -> {NoAnswer} \cup {<<v>> : v \in Value \cup {None}}]
          /\ s.late \in [Value -> Nat]
          /\ \A c \in Client : calls[c] = NoCall => s.answers[c] = NoAnswer

Init ==
    /\ calls = [c \in Client |-> NoCall]
    /\ possible = {InitialState}

-----------------------------------------------------------------------------
\* The states after s in which one more operation has taken effect.
Effects(s) ==
    {[s EXCEPT !.answers[c] = <<s.value>>] :
        c \in {d \in Client : calls[d] = Read /\ s.answers[d] = NoAnswer}}
    \cup
    {[s EXCEPT !.answers[c] = <<calls[c].value>>, !.value = calls[c].value] :
        c \in {d \in Client : calls[d].type = "Write" /\ s.answers[d] = NoAnswer}}
    \cup
    {[s EXCEPT !.late[v] = @ - 1, !.value = v] : v \in {w \in Value : s.late[w] > 0}}

\* The states that these may have become by now: any operations may have taken effect.
RECURSIVE ByNow(_)
ByNow(states) ==
    LET more == states \cup UNION {Effects(s) : s \in states}
    IN  IF more = states THEN states ELSE ByNow(more)

\* What is possible once client c has been answered with v: its call has taken effect with that answer.
Answered(c, v) ==
    {[s EXCEPT !.answers[c] = NoAnswer] : s \in {t \in ByNow(possible) : t.answers[c] = <<v>>}}

\* What is possible once client c has gone: its call has taken effect, or may yet if it is a write, or never.
Gone(c) ==
    {[s EXCEPT !.answers[c] = NoAnswer,
               !.late = [v \in Value |-> IF calls[c] = Write(v) /\ s.answers[c] = NoAnswer THEN @[v] + 1 ELSE @[v]]] :
        s \in possible}

-----------------------------------------------------------------------------
\* Client c asks for an operation.
Invoke(c, call) ==
    /\ calls[c] = NoCall
    /\ call # NoCall
    /\ calls' = [calls EXCEPT ![c] = call]
    /\ UNCHANGED possible

\* Client c is answered: with v if it reads; that it is done, if it writes v.  Safe because a
\* state in which its operation has had that effect is possible.
Respond(c, v) ==
    /\ calls[c] # NoCall
    /\ calls' = [calls EXCEPT ![c] = NoCall]
    /\ possible' = Answered(c, v)
    /\ possible' # {}

\* Client c will never be answered, and asks for something else.
Abandon(c) ==
    /\ calls[c] # NoCall
    /\ calls' = [calls EXCEPT ![c] = NoCall]
    /\ possible' = Gone(c)

Next ==
    \E c \in Client :
        \/ \E call \in {Read} \cup {Write(v) : v \in Value} : Invoke(c, call)
        \/ \E v \in Value \cup {None} : Respond(c, v)
        \/ Abandon(c)

Spec == Init /\ [][Next]_vars
=============================================================================
