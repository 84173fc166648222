--------------------------- MODULE CompareAndSet ----------------------------
(***************************************************************************)
(* What an atomic register cannot do and consensus can: two clients each   *)
(* set a register that is empty, and only one of them may win.             *)
(*                                                                         *)
(*  - On an atomic register (RegisterSpec), a compare-and-set is a read    *)
(*    and then a write.  Both clients read that it is empty, both write,   *)
(*    both win.  No other way of reading and writing does better: that is  *)
(*    M. Herlihy, "Wait-Free Synchronization" (ACM TOPLAS 13(1), 1991),    *)
(*    theorem 2, which no model can show; this shows the way that people   *)
(*    try first.                                                           *)
(*  - On a replicated log (LogSpec), a compare-and-set is one command.     *)
(*    Whose is first in the log has won, and every replica says so.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Client,     \* the set of clients; each sets its own name
    None,       \* what the register holds at first
    Replica     \* the set of the log's replicas

VARIABLES
    register,   \* the atomic register
    phase,      \* phase[c]: what client c has done: "Begin", "Read", "Won", "Lost"
    log,        \* the replicated log: its commands are compare-and-sets from None to the client's name
    applied     \* applied[r]: the sequence of the commands that replica r has applied

vars == <<register, phase, log, applied>>

Init ==
    /\ register = None
    /\ phase = [c \in Client |-> "Begin"]
    /\ log = <<>>
    /\ applied = [r \in Replica |-> <<>>]

Goes(c, from, to) == phase[c] = from /\ phase' = [phase EXCEPT ![c] = to]

-----------------------------------------------------------------------------
\* On an atomic register.

Compare(c) ==
    /\ Goes(c, "Begin", IF register = None THEN "Read" ELSE "Lost")
    /\ UNCHANGED <<register, log, applied>>

Set(c) ==
    /\ Goes(c, "Read", "Won")
    /\ register' = c
    /\ UNCHANGED <<log, applied>>

RegisterSpec == Init /\ [][\E c \in Client : Compare(c) \/ Set(c)]_vars

-----------------------------------------------------------------------------
\* On a replicated log.

ReplicatedLog == INSTANCE ReplicatedLog WITH Command <- Client

\* Client c has its command put into the log.
Propose(c) ==
    /\ Goes(c, "Begin", "Read")
    /\ log' = Append(log, c)
    /\ UNCHANGED <<register, applied>>

\* The next command to apply after so many.  Replaceable.
NextCommand(count) == log[count + 1]

\* A replica applies the next command of the log.
Apply(r) ==
    /\ Len(applied[r]) < Len(log)
    /\ applied' = [applied EXCEPT ![r] = Append(@, NextCommand(Len(@)))]
    /\ UNCHANGED <<register, phase, log>>

\* The state machine: of the commands that a replica has applied, the first has set the register.  Replaceable.
Winner(commands) == Head(commands)

\* A replica that has applied client c's command answers it.
Answer(c, r) ==
    /\ \E i \in DOMAIN applied[r] : applied[r][i] = c
    /\ Goes(c, "Read", IF Winner(applied[r]) = c THEN "Won" ELSE "Lost")
    /\ UNCHANGED <<register, log, applied>>

LogSpec ==
    /\ Init
    /\ [][\/ \E c \in Client : Propose(c)
          \/ \E r \in Replica : Apply(r) \/ \E c \in Client : Answer(c, r)]_vars
    /\ WF_vars(\E c \in Client : Propose(c))
    /\ \A r \in Replica : WF_vars(Apply(r))
    /\ \A c \in Client : WF_vars(\E r \in Replica : Answer(c, r))

-----------------------------------------------------------------------------
\* At most one client wins.
OneWinner == Cardinality({c \in Client : phase[c] = "Won"}) <= 1

\* In the end one has won, and the others know that they have lost.
SomeoneWins == <>(\E c \in Client : phase[c] = "Won" /\ \A d \in Client \ {c} : phase[d] = "Lost")

RefinesReplicatedLog == ReplicatedLog!Spec

\* Planted fault, for Winner: the last command wins, as if each were a mere write.
LastWins(commands) == commands[Len(commands)]

\* Planted fault, for Winner: nobody ever wins.
NobodyWins(commands) == None

\* Planted fault, for NextCommand: a replica applies what it hears of last.
LatestCommand(count) == log[Len(log)]
=============================================================================
