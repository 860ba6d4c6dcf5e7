//! What is left of the objects when a run is over: nothing, cycles, or a leak.

use super::look::{count, plural};
use crate::machine::Outcome;
use crate::object::kind_name;
use gilscope_runtime::heap::{Census, Leak};
use gilscope_runtime::task::Site;
use rustc_hash::FxHashMap;

/// Objects that a run left behind.
pub struct Remains<'a> {
    /// Counted more often than anything alive refers to them: a count was lost.
    pub leaked: Vec<&'a Leak>,
    /// Kept alive by each other.
    pub in_cycles: Vec<&'a Leak>,
}

/// Tells objects that leaked from those that only keep each other alive.
pub fn remains(leaks: &[Leak]) -> Remains<'_> {
    let mut references: FxHashMap<usize, u32> = FxHashMap::default();
    for child in leaks.iter().flat_map(|leak| &leak.children) {
        *references.entry(*child).or_default() += 1;
    }
    let known = |leak: &Leak| references.get(&leak.address).copied().unwrap_or(0);
    let (leaked, in_cycles) = leaks.iter().partition(|leak| leak.count > known(leak));
    Remains { leaked, in_cycles }
}

/// How many kinds of remains are named.
const NAMED: usize = 5;

/// The lines of `--stats` about objects.
pub fn census_lines(outcome: &Outcome) -> String {
    let census = &outcome.census;
    let remains = remains(&census.leaks);
    let mut out = format!(
        "  objects: {} made, {} freed, {} leaked",
        count(census.made),
        count(census.freed),
        count(remains.leaked.len() as u64),
    );
    if !remains.in_cycles.is_empty() {
        out.push_str(&format!(
            ", {} in cycles",
            count(remains.in_cycles.len() as u64)
        ));
    }
    out.push('\n');
    out.push_str(&listed("leaked", &remains.leaked, outcome));
    out.push_str(&listed("in cycles", &remains.in_cycles, outcome));
    out.push_str(&others(outcome));
    out
}

/// The line about the objects of processes other than the first.
fn others(outcome: &Outcome) -> String {
    let censuses = &outcome.processes;
    if censuses.is_empty() {
        return String::new();
    }
    let leaked = |census: &Census| remains(&census.leaks).leaked.len() as u64;
    let made = censuses.iter().map(|census| census.made).sum();
    let freed = censuses.iter().map(|census| census.freed).sum();
    let leaked = censuses.iter().map(leaked).sum();
    let mut out = format!(
        "  objects of {}: {} made, {} freed, {} leaked\n",
        plural(censuses.len() as u64, "more process").replace("processs", "processes"),
        count(made),
        count(freed),
        count(leaked),
    );
    for census in censuses {
        out.push_str(&listed("leaked", &remains(&census.leaks).leaked, outcome));
    }
    out
}

/// The most frequent kinds of objects, each with the line that made them.
fn listed(title: &str, objects: &[&Leak], outcome: &Outcome) -> String {
    let mut groups: FxHashMap<(u8, String), u64> = FxHashMap::default();
    for leak in objects {
        *groups.entry((leak.kind, place(leak, outcome))).or_default() += 1;
    }
    let mut groups: Vec<((u8, String), u64)> = groups.into_iter().collect();
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut out = String::new();
    for ((kind, place), n) in groups.iter().take(NAMED) {
        out.push_str(&format!(
            "    {title}: {} × {} made {place}\n",
            count(*n),
            kind_name(*kind)
        ));
    }
    if groups.len() > NAMED {
        out.push_str(&format!("    … {} more kinds\n", groups.len() - NAMED));
    }
    out
}

fn place(leak: &Leak, outcome: &Outcome) -> String {
    let Some((code, at)) = outcome
        .codes
        .locate(Site(leak.site))
        .filter(|_| leak.site != 0)
    else {
        return "before the script began".into();
    };
    let line = code.source.position(code.spans[at as usize].start).line;
    format!("at {}:{line}", code.source.name)
}
