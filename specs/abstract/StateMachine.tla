---------------------------- MODULE StateMachine ----------------------------
(***************************************************************************)
(* A replicated state machine: the replicas of ReplicatedLog, each with a  *)
(* state, which it changes as it applies commands.  A query is a function  *)
(* of that state, and so of all that was applied and of nothing else.      *)
(*                                                                         *)
(* After F. B. Schneider, "Implementing Fault-Tolerant Services Using the  *)
(* State Machine Approach" (ACM Computing Surveys 22(4), 1990), section 2: *)
(* a state machine is deterministic, so replicas that have applied the     *)
(* same commands in the same order are in the same state.                  *)
(*                                                                         *)
(* Whatever refines ReplicatedLog carries such a machine.  That is what    *)
(* consensus is for.                                                       *)
(***************************************************************************)
EXTENDS ReplicatedLog

CONSTANTS
    InitialState,       \* the state before all commands
    Result(_, _),       \* Result(state, command): the state after a command
    Maximum             \* the log grows to this length

VARIABLE state          \* state[r]: the state of replica r

machineVars == <<log, applied, state>>

\* What a sequence of commands comes to: the fold of Result over it.
RECURSIVE Fold(_)
Fold(commands) ==
    IF commands = <<>> THEN InitialState
    ELSE Result(Fold(SubSeq(commands, 1, Len(commands) - 1)), commands[Len(commands)])

MachineInit ==
    /\ Init
    /\ state = [r \in Replica |-> InitialState]

\* A command is chosen; nobody has applied it yet.
Choose(c) ==
    /\ Len(log) < Maximum
    /\ log' = Append(log, c)
    /\ UNCHANGED <<applied, state>>

\* Replica r applies the next command.  Replaceable.
ApplyNext(r) ==
    LET next == log[Len(applied[r]) + 1]
    IN  /\ Len(applied[r]) < Len(log)
        /\ applied' = [applied EXCEPT ![r] = Append(@, next)]
        /\ state' = [state EXCEPT ![r] = Result(@, next)]
        /\ UNCHANGED log

\* Replica r starts again from nothing.
StartOver(r) ==
    /\ applied' = [applied EXCEPT ![r] = <<>>]
    /\ state' = [state EXCEPT ![r] = InitialState]
    /\ UNCHANGED log

MachineNext ==
    \/ \E c \in Command : Choose(c)
    \/ \E r \in Replica : ApplyNext(r) \/ StartOver(r)

MachineSpec == MachineInit /\ [][MachineNext]_machineVars

-----------------------------------------------------------------------------
\* A state is the fold of what was applied: Query = Function(all data).
StateIsFold == \A r \in Replica : state[r] = Fold(applied[r])

\* Replicas that have applied as many commands are in the same state.
SameState == \A r, s \in Replica : Len(applied[r]) = Len(applied[s]) => state[r] = state[s]

\* This is what ReplicatedLog allows, but that there a command is chosen when the first replica applies it.
Grows == [][Next \/ (UNCHANGED applied /\ IsPrefix(log, log'))]_vars
=============================================================================
