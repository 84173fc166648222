------------------------------ MODULE Histories -----------------------------
(***************************************************************************)
(* The history of a server: transactions in the order in which they are    *)
(* delivered, of which the first may have been compacted into a snapshot.  *)
(* Transactions count from 1, and compaction moves none of them.           *)
(*                                                                         *)
(* What a snapshot keeps of the transactions that it stands for is how     *)
(* many they are, the zxid of the last, and the state that they lead to.   *)
(* That is here the sequence of all their commands: it is the most that a  *)
(* state machine could remember, and any other state is a function of it.  *)
(*                                                                         *)
(* After P. Hunt, M. Konar, F. P. Junqueira, B. Reed, "ZooKeeper:          *)
(* Wait-free coordination for Internet-scale systems" (USENIX ATC 2010,    *)
(* section 4.3).  ZooKeeper's snapshots are fuzzy: the tree is written     *)
(* while transactions go on to change it.  So a snapshot there may hold    *)
(* effects of later transactions, which must be idempotent, and are done   *)
(* again from the log.  Here a snapshot is taken in one step, and is the   *)
(* state after its last transaction: what the fuzzy one comes to, once the *)
(* log has been done again.  And the log is purged in the same step; in    *)
(* ZooKeeper that happens later, and what it has still is used.            *)
(*                                                                         *)
(* The Java class is dev.quorate.zab.broadcast.History.                    *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Zxids

NoSnapshot == [lastIndex |-> 0, lastZxid |-> NoZxid, state |-> <<>>]

EmptyHistory == [snapshot |-> NoSnapshot, transactions |-> <<>>]

Commands(transactions) == [i \in DOMAIN transactions |-> transactions[i].command]

\* How many transactions a history has, with those of its snapshot.
Length(history) == history.snapshot.lastIndex + Len(history.transactions)

\* The zxid of a transaction: one that is not compacted, or the last that is.
ZxidAt(history, index) ==
    IF index = history.snapshot.lastIndex THEN history.snapshot.lastZxid
    ELSE history.transactions[index - history.snapshot.lastIndex].zxid

\* That of the last one, compacted or not: it says all of a history that others must know.
LastZxid(history) == ZxidAt(history, Length(history))

\* How many transactions come no later than a zxid.  Those of the snapshot are taken to.
CountUpTo(history, zxid) ==
    history.snapshot.lastIndex
    + Cardinality({i \in DOMAIN history.transactions : ~Precedes(zxid, history.transactions[i].zxid)})

\* Can a history tell what comes after a zxid?  Not if that is compacted.  Replaceable.
ReachesBack(history, zxid) == ~Precedes(zxid, history.snapshot.lastZxid)

\* The transactions after so many, all that are compacted among these.
After(history, index) ==
    SubSeq(history.transactions, index - history.snapshot.lastIndex + 1, Len(history.transactions))

\* The history of so many transactions, all that are compacted among them.
UpTo(history, index) ==
    [history EXCEPT !.transactions = SubSeq(@, 1, index - history.snapshot.lastIndex)]

\* A history with more transactions.
Extended(history, transactions) ==
    [history EXCEPT !.transactions = @ \o transactions]

\* A snapshot's state, as the commands that lead to it.  A runtime may keep fewer that lead there, too.  Replaceable.
Condensed(state) == state

\* The same history, its first transactions compacted, which are more than were before.  Replaceable.
Compacted(history, index) ==
    LET more == SubSeq(history.transactions, 1, index - history.snapshot.lastIndex)
    IN  [snapshot     |-> [lastIndex |-> index,
                           lastZxid  |-> ZxidAt(history, index),
                           state     |-> Condensed(history.snapshot.state \o Commands(more))],
         transactions |-> After(history, index)]

\* The commands of the first transactions of a history, all that are compacted among them.
CommandsUpTo(history, index) ==
    history.snapshot.state \o Commands(UpTo(history, index).transactions)
=============================================================================
