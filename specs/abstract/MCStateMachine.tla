--------------------------- MODULE MCStateMachine ---------------------------
(***************************************************************************)
(* A state machine of two registers as a bounded model: its commands set   *)
(* one, or copy one to the other, so that their order matters.             *)
(***************************************************************************)
EXTENDS StateMachine

\* For Command, InitialState and Result.
Commands == {"set x 1", "set x 2", "copy x to y"}

Registers == [x |-> 0, y |-> 0]

Executed(s, command) ==
    CASE command = "set x 1"     -> [s EXCEPT !.x = 1]
      [] command = "set x 2"     -> [s EXCEPT !.x = 2]
      [] command = "copy x to y" -> [s EXCEPT !.y = s.x]

-----------------------------------------------------------------------------
\* Planted faults.

\* For ApplyNext: a replica may pass over a command.
SkipOne(r) ==
    /\ Len(applied[r]) < Len(log)
    /\ \E execute \in BOOLEAN :
          LET next == log[Len(applied[r]) + 1]
          IN  /\ applied' = [applied EXCEPT ![r] = Append(@, next)]
              /\ state' = [state EXCEPT ![r] = IF execute THEN Executed(@, next) ELSE @]
    /\ UNCHANGED log

\* For ApplyNext: a replica applies any chosen command that it has not applied yet.
AnyOrder(r) ==
    /\ \E i \in DOMAIN log :
          /\ \A j \in DOMAIN applied[r] : applied[r][j] # log[i]
          /\ applied' = [applied EXCEPT ![r] = Append(@, log[i])]
          /\ state' = [state EXCEPT ![r] = Executed(@, log[i])]
    /\ UNCHANGED log
=============================================================================
