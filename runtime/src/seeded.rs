//! Faults seeded on purpose, to see that the tests find them: each is one short condition where something
//! would be wrong. They exist with the feature `seeded-faults` only, and the one that GILSCOPE_SEEDED
//! names is made; `runtime/tests/kill_matrix.rs` goes through all of them.

use crate::sync::fixed::OnceLock;

/// Whether a fault is to be made here; false, and compiled away, without the feature.
macro_rules! seeded {
    ($fault:ident) => {
        cfg!(feature = "seeded-faults") && $crate::seeded::is_chosen($crate::seeded::Seeded::$fault)
    };
}
pub(crate) use seeded;

/// What is broken. The names say where, then what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
    not(feature = "os"),
    allow(dead_code, reason = "some are for OS threads")
)]
pub(crate) enum Seeded {
    CountNotUp,
    CountNotDown,
    CountDownTwice,
    CountSharedNotUp,
    CountSharedNotDown,
    CountSharedDownTwice,
    CountSharedTorn,
    CountSharedRelaxed,
    CountNoFence,
    CountImmortals,
    BiasedOwnsAll,
    BiasedMergeRelaxed,
    BiasedExchangeRelaxed,
    BiasedFreeDisowns,
    BiasedDisownsLate,
    BiasedQueueSubtracts,
    BiasedMergeForgets,
    BiasedUnwatched,
    BiasedSoleLocally,
    BiasedWaitsForDetached,
    BiasedMergeUnlocked,
    BiasedDrainsOnce,
    SoleWhenTwo,
    SoleWhenWatched,
    ReleaseForgetsPending,
    ReleaseSilent,
    ReleaseSpeaksTwice,
    ReleaseKeepsWatched,
    FreedNotCounted,
    BornLocal,
    ReachedUncounted,
    AdoptNothing,
    PublishNothing,
    PublishShallow,
    ShareNothing,
    ImmortalsKept,
    WeakLocal,
    WeakRaisesDead,
    WeakTellsNobody,
    GuardTakesTwice,
    GuardNeverEnds,
    GuardEndsRelaxed,
    GuardRaces,
    GilHeldTwice,
    GilWakesNobody,
    GilStaleRequest,
    GilGoneUnfollowed,
    GilIgnoresOrder,
    GilQueueBackwards,
    ForcedLeaverStays,
    ForcedAsksAlways,
    BargingOwnTicker,
    IoFirstLevels,
    GilMissesBell,
    LockWakesNobody,
    LockTakenTwice,
    LockRelaxed,
    LockTurnLost,
    LockBackwards,
    JoinersForgotten,
    SeatUncounted,
    LedgerLosesTime,
    LedgerLosesSwitch,
    VirtualForgetsWake,
    VirtualUncharged,
    VirtualUninterrupted,
    ThreadsUnlimited,
    MailBackwards,
    MailTwice,
}

/// Whether the environment names this fault.
pub(crate) fn is_chosen(fault: Seeded) -> bool {
    static CHOSEN: OnceLock<String> = OnceLock::new();
    let chosen = CHOSEN.get_or_init(|| std::env::var("GILSCOPE_SEEDED").unwrap_or_default());
    !chosen.is_empty() && format!("{fault:?}") == *chosen
}
