---------------------- MODULE MCPrimaryBackupLiveness -----------------------
(***************************************************************************)
(* What primary-backup gets done, if the world lets it.  Nothing is lost,  *)
(* and nobody restarts.                                                    *)
(*                                                                         *)
(*  - AllUpSpec: nobody stops.  Then every command is acknowledged.        *)
(*  - NoDetectorSpec: one node may stop, and nobody is told.  If it is a   *)
(*    backup, the primary waits for ever; if it is the primary, nobody     *)
(*    leads.                                                               *)
(*  - DetectorSpec: all nodes but one may stop, and the detector says so   *)
(*    in the end, and never says so of a node that is up.  Then every      *)
(*    command is acknowledged or its primary is down, and somebody leads.  *)
(*                                                                         *)
(* No symmetry and no constraint here: TLC's liveness checking is sound    *)
(* with neither.  What must be finite is bounded in the actions.           *)
(***************************************************************************)
EXTENDS MCPrimaryBackup

Request(n) ==
    /\ Len(nodes[n].log) < MaxLog
    /\ \E c \in Command : ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]

Send(n) == SendCopy(n) /\ event' = [type |-> "SendCopy", node |-> n]

\* Whether m is about the last command of the primary.
IsCurrent(m) ==
    LET n == IF m.type = "Copy" THEN m.from ELSE CHOOSE p \in m.to : TRUE
    IN  Leads(n) /\ m.index = Len(nodes[n].log)

ReceiveFrom(p, n) ==
    \E m \in network :
        /\ m.from = p /\ n \in m.to /\ IsCurrent(m)
        /\ Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]

\* At least so many stay up.
StopAny(stay) ==
    /\ Cardinality(down) < Cardinality(Node) - stay
    /\ \E n \in Node : Stop(n) /\ event' = [type |-> "Stop", node |-> n]

RightTakeOver(n) ==
    /\ Before[n] \subseteq down
    /\ TakeOver(n) /\ event' = [type |-> "TakeOver", node |-> n]

RightExclude(n, p) ==
    /\ p \in down
    /\ Exclude(n, p) /\ event' = [type |-> "Exclude", node |-> n, backup |-> p]

Work == \E n \in Node : Send(n) \/ \E p \in Node : ReceiveFrom(p, n)
Detect == \E n \in Node : RightTakeOver(n) \/ \E p \in Node : RightExclude(n, p)

AllUp == Work \/ \E n \in Node : Request(n)
NoDetector == AllUp \/ StopAny(Cardinality(Node) - 1)
Detector == AllUp \/ Detect \/ StopAny(1)

\* Fairness: what can still change something happens in the end, be it that something arrives
\* or that the detector speaks; but nobody need stop or ask.  One condition is enough, as a
\* command takes finitely many steps.
AllUpSpec == MCInit /\ [][AllUp]_mcVars /\ WF_View(Work)
NoDetectorSpec == MCInit /\ [][NoDetector]_mcVars /\ WF_View(Work)
DetectorSpec == MCInit /\ [][Detector]_mcVars /\ WF_View(Work \/ Detect)

\* A command is eventually acknowledged, if its primary does not stop.
Acknowledged == \A n \in Node : nodes[n].awaited # {} ~> nodes[n].awaited = {}

\* There is a primary, again and again.
SomebodyLeads == []<>(\E n \in Node : Leads(n))
=============================================================================
