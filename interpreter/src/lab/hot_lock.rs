//! The lock of the script for which its threads waited longest: where that was, and the same script
//! without it.

use crate::machine::{Outcome, Script};
use crate::text::Source;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use std::collections::BTreeMap;

/// A line of the script at which threads waited for a lock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HotLock {
    /// Its number.
    pub line: u32,
    /// What stands there: `with lock:`.
    pub text: String,
    /// How long all threads together waited there.
    pub waited: Nanos,
}

impl HotLock {
    /// The line at which the threads of a traced run waited longest; None if they did not wait for
    /// locks in the script's own text.
    pub fn of(outcome: &Outcome, source: &Source) -> Option<HotLock> {
        let mut waits: BTreeMap<u32, u64> = BTreeMap::new();
        for trace in outcome
            .report
            .threads
            .iter()
            .filter_map(|it| it.trace.as_ref())
        {
            for pair in trace.events.windows(2) {
                if pair[0].state != Some(State::Lock) {
                    continue;
                }
                let Some((code, at)) = outcome.codes.locate(pair[0].site) else {
                    continue;
                };
                if code.source.name != source.name {
                    continue;
                }
                let line = source.position(code.spans[at as usize].start).line;
                *waits.entry(line).or_default() += pair[1].at.since(pair[0].at).0;
            }
        }
        let (line, waited) = waits
            .into_iter()
            .max_by_key(|(line, waited)| (*waited, u32::MAX - line))?;
        (waited > 0).then(|| HotLock {
            line,
            text: source.line_text(line).trim().to_string(),
            waited: Nanos(waited),
        })
    }

    /// The script with every such line turned into one that takes no lock; None if the line does
    /// more than `with lock:`.
    pub fn removed_from(&self, script: &Script) -> Option<Script> {
        let lock = self.text.strip_prefix("with ")?.strip_suffix(':')?.trim();
        let is_plain = |c: char| c.is_alphanumeric() || "_.[]".contains(c);
        if lock.is_empty() || !lock.chars().all(is_plain) {
            return None;
        }
        let source = &script.code.source;
        let lines = source
            .text
            .split_inclusive('\n')
            .map(|line| match line.trim() == self.text {
                true => line.replacen(&self.text, "if True:", 1),
                false => line.to_string(),
            });
        let text: String = lines.collect();
        Script::compile(Source::new(source.name.clone(), text)).ok()
    }
}
