--------------------------- MODULE ReplicatedLog ---------------------------
(***************************************************************************)
(* What every replicated state machine is, and nothing else: one log that  *)
(* only grows, and replicas that apply prefixes of it.  Since there is one *)
(* log, all replicas apply the same commands in the same order.            *)
(*                                                                         *)
(* After F. B. Schneider, "Implementing Fault-Tolerant Services Using the  *)
(* State Machine Approach" (ACM Computing Surveys 22(4), 1990), section 2. *)
(*                                                                         *)
(* A protocol refines this module when its committed commands, read as     *)
(* `log`, and what each of its nodes holds as committed, read as           *)
(* `applied`, move only as Next allows.  How agreement on the next command *)
(* is reached is exactly what this module does not say.                    *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Replica,    \* the set of replicas
    Command     \* the set of commands

VARIABLES
    log,        \* the sequence of the commands chosen so far
    applied     \* applied[r]: the sequence of the commands that replica r has applied

vars == <<log, applied>>

TypeOK ==
    /\ log \in Seq(Command)
    /\ applied \in [Replica -> Seq(Command)]

Init ==
    /\ log = <<>>
    /\ applied = [r \in Replica |-> <<>>]

\* Replica r learns more of the log, which may grow in the same step: a leader
\* learns that a command is chosen at the moment when it is.  Safe because what
\* was chosen keeps its place, and because r applies nothing but the log.
Apply(r) ==
    /\ Len(log') >= Len(log)
    /\ SubSeq(log', 1, Len(log)) = log
    /\ \A i \in DOMAIN log' : log'[i] \in Command
    /\ \E i \in Len(applied[r])..Len(log') :
          applied' = [applied EXCEPT ![r] = SubSeq(log', 1, i)]

\* Replica r forgets what it applied, all or all but what it has a snapshot of, and will apply
\* it again.  Safe because the log is not the replica's to forget.
Restart(r) ==
    /\ \E i \in 0..Len(applied[r]) : applied' = [applied EXCEPT ![r] = SubSeq(@, 1, i)]
    /\ UNCHANGED log

Next == \E r \in Replica : Apply(r) \/ Restart(r)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
IsPrefix(s, t) == Len(s) <= Len(t) /\ s = SubSeq(t, 1, Len(s))

\* What this gives to its users: of any two replicas, one has applied a prefix
\* of what the other has.  Both have applied prefixes of one log.
Agreement ==
    \A r, s \in Replica :
        IsPrefix(applied[r], applied[s]) \/ IsPrefix(applied[s], applied[r])
=============================================================================
