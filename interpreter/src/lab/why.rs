//! Why a run took as long as it did, and what would help: a paragraph, each figure of which comes from
//! the ledger of a run on the virtual clock that was made for it.
//!
//! What bounded a run is found by taking away one thing after another. What is left when nobody has to
//! wait for the GIL or a core is the script's own: waits, or computing that cannot overlap.

use super::captured::Job;
use super::experiments::{Change, Experiments, Trial};
use super::look::{fine, percent, plural};
use super::sweep::Figures;
use crate::machine::Outcome;
use gilscope_runtime::driver::{Report, ThreadReport};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use std::cmp::Reverse;

/// What decided how long a run took.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// There is one thread: its computing.
    OneThreadComputing,
    /// There is one thread: its waiting.
    OneThreadWaiting,
    /// The queue for the GIL.
    Gil,
    /// The GIL, and behind it the number of cores: neither alone makes a difference.
    GilAndCores,
    /// The GIL, and behind it a lock: neither alone makes a difference.
    GilAndLock,
    /// A lock of the script.
    Lock,
    /// The number of cores.
    Cores,
    /// The start of processes.
    StartUp,
    /// Waits for I/O.
    Io,
    /// Waits of the threads for each other.
    EachOther,
    /// One thread, which takes much longer than the others.
    LongThread,
    /// Computing of the script that nothing makes shorter.
    Computing,
}

/// What there is to say about a run.
pub struct Explanation {
    /// What decided how long it took.
    pub bound: Bound,
    /// The paragraph.
    pub text: String,
}

/// What makes less of a difference is none.
const GAIN: f64 = 1.05;
/// What makes more of one is the reason, whatever else there is.
const CLEAR: f64 = 1.5;

/// Explains a run of a script by runs on the virtual clock, all with its own setup but for one thing;
/// `run` runs them. `in_turn` has the figures of that with everything one after another, if it was
/// made already. None if the script does not end well there.
pub fn explain(
    job: &Job,
    run: &dyn Fn(&Job) -> Outcome,
    in_turn: Option<Figures>,
) -> Option<Explanation> {
    let mut lab = Experiments::new(job, run)?;
    lab.try_all(in_turn);
    let bound = bound(&lab);
    let text = format!(
        "{} {}{}",
        reason(&lab, bound),
        account(&lab),
        changes(&lab, bound)
    );
    Some(Explanation { bound, text })
}

/// The report of the run in which least stands in anybody's way: neither the GIL nor too few cores.
fn freest<'a>(lab: &'a Experiments<'_>) -> &'a Report {
    let free = |change| matches!(change, Change::NoGilOnCores(_));
    let cores = |change| matches!(change, Change::Cores(_)) && !lab.has_gil();
    let trial = lab.trial(free).or_else(|| lab.trial(cores));
    let trial = trial.or_else(|| lab.trial(|change| change == Change::NoGil));
    let report = trial.and_then(|trial| trial.report.as_ref());
    report.unwrap_or(&lab.base.report)
}

/// Time in which a thread did what it had to do, whatever the others did.
fn own(thread: &ThreadReport) -> Nanos {
    thread.ledger[State::Running] + thread.ledger[State::Io]
}

/// The thread with the most to do, if it is alone with that: the run without GIL took about as long as
/// it, and the others much less.
fn long_thread(report: &Report) -> Option<&ThreadReport> {
    let longest = report.threads.iter().max_by_key(|thread| own(thread))?;
    let others = report
        .threads
        .iter()
        .filter(|thread| thread.id != longest.id);
    let next = others.map(own).max().unwrap_or_default();
    let is_all = own(longest).0 as f64 > report.elapsed.0 as f64 * 0.9;
    let is_alone = (next.0 as f64) < own(longest).0 as f64 * 0.8;
    (is_all && is_alone).then_some(longest)
}

/// Time of one process under its GIL in which nobody computed.
fn idle(figures: &Figures) -> u64 {
    figures.elapsed.saturating_sub(figures.cpu)
}

fn bound(lab: &Experiments<'_>) -> Bound {
    let figures = &lab.figures;
    let waits = idle(figures) > figures.elapsed / 2;
    if figures.threads == 1 {
        return if waits {
            Bound::OneThreadWaiting
        } else {
            Bound::OneThreadComputing
        };
    }
    let gain = |wanted: &dyn Fn(Change) -> bool| lab.trial(wanted).map_or(1.0, |it| lab.gain(it));
    let no_gil = gain(&|change| change == Change::NoGil);
    let no_gil_on_cores = gain(&|change| matches!(change, Change::NoGilOnCores(_)));
    let cores = gain(&|change| matches!(change, Change::Cores(_)));
    let start = gain(&|change| change == Change::InstantStart);
    let no_lock = lock_gain(lab, &|change| change == Change::NoLock);
    let neither = lock_gain(lab, &|change| matches!(change, Change::NoLockNoGil(_)));
    let single = [
        (no_gil, Bound::Gil),
        (no_lock, Bound::Lock),
        (cores, Bound::Cores),
        (start, Bound::StartUp),
    ];
    let best = single.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let (best, kind) = best.unwrap_or((1.0, Bound::Computing));
    if best >= CLEAR {
        return kind;
    }
    let left = left_over(lab);
    // The greatest part names the bound: what could be saved, or what is there in any case.
    let saved = |gain: f64| (figures.elapsed as f64 * (1.0 - 1.0 / gain.max(1.0))) as u64;
    if best >= GAIN && saved(best) > figures.elapsed / 4 {
        return kind;
    }
    let is_idle = left == Bound::Io && waits;
    if no_gil_on_cores >= CLEAR && !is_idle {
        return Bound::GilAndCores;
    }
    if neither >= CLEAR && neither > no_gil_on_cores * GAIN && !is_idle {
        return Bound::GilAndLock;
    }
    match best >= GAIN && left == Bound::Computing {
        true => kind,
        false => left,
    }
}

/// What decides when neither the GIL nor the cores stand in the way.
fn left_over(lab: &Experiments<'_>) -> Bound {
    let free = freest(lab);
    let figures = Figures::of(free);
    let computes = |it: &&ThreadReport| it.ledger[State::Running] > it.ledger[State::Io];
    if long_thread(free).filter(computes).is_some() {
        return Bound::LongThread;
    }
    let busy = figures.cpu as f64 / figures.elapsed.max(1) as f64;
    match () {
        _ if busy >= 0.5 => Bound::Computing,
        _ if figures.io * 4 >= figures.lock_wait => Bound::Io,
        _ => Bound::EachOther,
    }
}

/// How many times faster a run without the lock was; what it saved by not executing the instructions
/// for it is not counted.
fn lock_gain(lab: &Experiments<'_>, wanted: &dyn Fn(Change) -> bool) -> f64 {
    let Some(trial) = lab.trial(wanted) else {
        return 1.0;
    };
    let spared = lab.figures.cpu.saturating_sub(trial.figures.cpu) as f64;
    let busy = trial.figures.cores_busy().max(1.0);
    lab.figures.elapsed as f64 / (trial.figures.elapsed as f64 + spared / busy).max(1.0)
}

/// What bounded the run, in a sentence.
fn reason(lab: &Experiments<'_>, bound: Bound) -> String {
    let cores = plural(lab.cores() as u64, "core");
    let lock = lab.lock.as_ref();
    let place = lock.map_or(String::new(), |lock| {
        format!("the lock at line {} (`{}`)", lock.line, lock.text)
    });
    let waited = lock.map_or(String::new(), |lock| fine(lock.waited));
    match bound {
        Bound::OneThreadComputing => {
            "its one thread's computing bounded it: nobody else wants the GIL.".into()
        }
        Bound::OneThreadWaiting => {
            "its one thread's waits bounded it: nothing else ran meanwhile.".into()
        }
        Bound::Gil if lab.keeps_gil() => "the GIL, kept during I/O, bounded it.".into(),
        Bound::Gil => "the GIL bounded it.".into(),
        Bound::GilAndCores => format!("the GIL bounded it, and behind the GIL {cores}."),
        Bound::GilAndLock => format!(
            "the GIL and {place} bounded it: the threads wait for one or the other, and either alone \
             keeps them in one queue."
        ),
        Bound::Lock => format!("{place} bounded it: threads waited there for {waited} in all."),
        Bound::Cores => format!("its {cores} bounded it: there was more to compute at a time."),
        Bound::StartUp => "the start of its processes bounded it.".into(),
        Bound::Io => {
            let free = freest(lab);
            let longest = free
                .threads
                .iter()
                .max_by_key(|it| (it.ledger[State::Io], it.id.0));
            let longest = longest.filter(|it| it.ledger[State::Io].0 > lab.figures.elapsed / 2);
            let whose = longest.map_or(String::new(), |thread| {
                let waits = fine(thread.ledger[State::Io]);
                format!(": {} alone waits for {waits}", free.name_of(thread))
            });
            format!("waiting for I/O bounded it{whose}.")
        }
        Bound::EachOther => {
            let place = lock.map_or(String::new(), |_| format!(", most at {place}"));
            format!("its threads' waits for each other bounded it{place}.")
        }
        Bound::LongThread => {
            let free = freest(lab);
            let long = long_thread(free);
            let (name, own) = long.map_or((String::new(), Nanos::ZERO), |it| {
                (free.name_of(it), own(it))
            });
            format!(
                "one long thread bounded it: {name} alone needs {}.",
                fine(own)
            )
        }
        Bound::Computing => {
            "its own computing bounded it: neither the GIL nor the number of cores holds it up."
                .into()
        }
    }
}

/// Where the time of the run went.
fn account(lab: &Experiments<'_>) -> String {
    let figures = &lab.figures;
    let Figures { elapsed, cpu, .. } = *figures;
    let whole = fine(Nanos(elapsed));
    if !lab.has_gil() || figures.processes > 1 {
        let busy = figures.cores_busy();
        let of = plural(lab.cores() as u64, "core");
        let crowd = match figures.no_core as f64 / elapsed.max(1) as f64 {
            crowd @ 0.05.. => format!(", and {crowd:.1} threads on average had none"),
            _ => String::new(),
        };
        return format!("Over {whole}, {busy:.2} of {of} computed on average{crowd}.");
    }
    let what = if figures.threads == 1 {
        "it"
    } else {
        "one thread at a time"
    };
    let mut out = format!(
        "Of {whole}, {what} computed for {} ({})",
        fine(Nanos(cpu)),
        percent(cpu.min(elapsed), elapsed),
    );
    match figures.gil_wait as f64 / elapsed.max(1) as f64 {
        queue @ 0.05.. => out.push_str(&format!(
            ", and {queue:.1} others on average waited for the GIL"
        )),
        _ if figures.threads > 1 => out.push_str(&format!(
            ", and all waits for the GIL together were {}",
            fine(Nanos(figures.gil_wait))
        )),
        _ => {}
    }
    let idle = idle(figures);
    if idle > elapsed / 100 {
        if lab.keeps_gil() && figures.threads > 1 {
            let (time, share) = (fine(Nanos(idle)), percent(idle, elapsed));
            return format!(
                "{out}; for {time} ({share}) none did, most in I/O of the GIL's holder."
            );
        }
        let why = match figures.io * 4 >= figures.lock_wait {
            true => "I/O",
            false => "each other",
        };
        let who = if figures.threads == 1 {
            "it waited"
        } else {
            "all of them waited"
        };
        let share = percent(idle, elapsed);
        out.push_str(&format!(
            "; for {} ({share}) {who} for {why}",
            fine(Nanos(idle))
        ));
    }
    out + "."
}

/// A change in words.
fn name(lab: &Experiments<'_>, change: Change) -> String {
    let cores = |n: usize| plural(n as u64, "core");
    match change {
        Change::InTurn => "one after another".into(),
        Change::Release => "the GIL released during I/O".into(),
        Change::NoGil => "no GIL".into(),
        Change::Cores(n) => cores(n),
        Change::NoGilOnCores(n) => format!("no GIL and {}", cores(n)),
        Change::ShorterSlices => "a switch interval a tenth as long".into(),
        Change::LongerSlices => "a switch interval ten times as long".into(),
        Change::IoFirst => "hand-off io-first".into(),
        Change::NoLock => format!("line {} without its lock", line(lab)),
        Change::NoLockNoGil(n) => {
            format!(
                "no GIL, line {} without its lock and {}",
                line(lab),
                cores(n)
            )
        }
        Change::InstantStart => "processes that start in no time".into(),
        Change::Processes => "processes in place of threads".into(),
    }
}

fn line(lab: &Experiments<'_>) -> u32 {
    lab.lock.as_ref().map_or(0, |lock| lock.line)
}

/// What would help, what would not, and what the threads gained.
fn changes(lab: &Experiments<'_>, bound: Bound) -> String {
    let mut trials: Vec<&Trial> = { lab.trials.iter() }
        .filter(|trial| trial.change != Change::InTurn)
        .collect();
    // Of changes that gain the same, as far as is told, the smaller ones were tried first.
    trials.sort_by_key(|trial| Reverse((lab.gain(trial) * 100.0).round() as u64));
    let (helping, rest): (Vec<&Trial>, Vec<&Trial>) = trials
        .into_iter()
        .partition(|trial| lab.gain(trial) >= GAIN);
    // The same gain for less is what counts: more of a change, and no faster, says nothing.
    let helping = without_excess(helping);
    let mut out = String::new();
    let told = |trial: &&Trial| {
        let (gain, change) = (lab.gain(trial), trial.change);
        let in_queues = match change {
            Change::NoLock | Change::NoLockNoGil(_) => lock_gain(lab, &|other| other == change),
            _ => gain,
        };
        let spared = match gain / in_queues {
            GAIN.. => format!("; {in_queues:.2} times but for the instructions that it spares"),
            _ => String::new(),
        };
        format!(
            "{} makes it {} ({gain:.2} times faster{spared})",
            name(lab, change),
            fine(Nanos(trial.figures.elapsed)),
        )
    };
    if let Some((best, others)) = helping.split_first() {
        out.push_str(&format!(" Most would help: {}.", told(best)));
        let others: Vec<String> = others.iter().take(3).map(told).collect();
        if !others.is_empty() {
            out.push_str(&format!(" Also: {}.", others.join("; ")));
        }
        let is_lock =
            |trial: &&Trial| matches!(trial.change, Change::NoLock | Change::NoLockNoGil(_));
        if helping.iter().any(is_lock) {
            out.push_str(
                " Without the lock the result may be wrong: no shorter critical section gains more.",
            );
        }
    }
    let rest: Vec<String> = { rest.iter() }
        .map(|trial| {
            let elapsed = fine(Nanos(trial.figures.elapsed));
            format!("{} ({elapsed})", name(lab, trial.change))
        })
        .collect();
    if !rest.is_empty() {
        let nothing = if helping.is_empty() {
            " Nothing is gained by: "
        } else {
            " No gain: "
        };
        out.push_str(&format!("{nothing}{}.", rest.join(", ")));
    }
    if let Some(turn) = lab.trial(|change| change == Change::InTurn) {
        let elapsed = fine(Nanos(turn.figures.elapsed));
        let times = turn.figures.elapsed as f64 / lab.figures.elapsed.max(1) as f64;
        out.push_str(&match times {
            GAIN.. => format!(
                " One after another it would take {elapsed}: the threads make it {times:.2} times faster."
            ),
            0.95.. => format!(" One after another it takes {elapsed}: the threads gain nothing."),
            _ => format!(
                " One after another it takes {elapsed}: the threads make it {:.2} times slower.",
                1.0 / times.max(1e-9)
            ),
        });
    }
    if bound == Bound::OneThreadWaiting && helping.is_empty() {
        out.push_str(" Only threads that wait at the same time would make it shorter.");
    }
    out
}

/// Without what changes more than another and is no faster for it.
fn without_excess(trials: Vec<&Trial>) -> Vec<&Trial> {
    let weight = |change: Change| match change {
        Change::NoLockNoGil(_) => 3,
        Change::NoGilOnCores(_) => 2,
        _ => 1,
    };
    let is_excess = |trial: &Trial| {
        trials.iter().any(|other| {
            let as_fast = trial.figures.elapsed as f64 * GAIN > other.figures.elapsed as f64;
            weight(other.change) < weight(trial.change) && as_fast
        })
    };
    trials
        .iter()
        .copied()
        .filter(|trial| !is_excess(trial))
        .collect()
}
