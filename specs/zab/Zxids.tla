------------------------------- MODULE Zxids --------------------------------
(***************************************************************************)
(* Transaction identifiers: the epoch of the primary that broadcasts a     *)
(* transaction, and the transaction's place among those of its epoch.      *)
(*                                                                         *)
(* After F. Junqueira, B. Reed, M. Serafini, "Zab: High-performance        *)
(* broadcast for primary-backup systems" (DSN 2011), section III.  The     *)
(* Java class is dev.quorate.zab.Zxid.                                     *)
(***************************************************************************)
EXTENDS Naturals

Zxid == [epoch : Nat, counter : Nat]

\* That of no transaction, which precedes all others.
NoZxid == [epoch |-> 0, counter |-> 0]

\* The order of zxids: by epoch, then by counter.
Precedes(a, b) ==
    \/ a.epoch < b.epoch
    \/ a.epoch = b.epoch /\ a.counter < b.counter
=============================================================================
