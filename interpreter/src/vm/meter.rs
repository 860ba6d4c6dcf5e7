//! How often each kind of instruction is executed, where somebody asks (`--opcode-stats`), and what that
//! costs, where the virtual clock goes by costs of kinds (`--op-costs`, profiles).
//!
//! Every operation is two kinds: done at once, in the loop, or `slow`, by what the loop calls for what it
//! cannot do. A slow one costs what its first kind costs, and what its second does on top.

use super::context::Cx;
use super::thread::Thread;
use crate::op::Op;
use crate::safe_points::SafePoints;
use gilscope_runtime::task::Context;

/// What the name of a slow kind begins with.
const SLOW: &str = "slow-";
/// How many kinds there are: each operation at once, then each slowly.
pub const KINDS: usize = 2 * Op::ALL.len();
/// Before any other: what a thread begins with follows no operation.
const BEGINNING: usize = Op::ALL.len();
/// How many pairs of operations are counted: those behind each operation, and those behind none.
const PAIRS: usize = (Op::ALL.len() + 1) * Op::ALL.len();

/// The name of a kind: `LoadAttr`, `slow-LoadAttr`.
pub fn kind_name(kind: usize) -> String {
    match kind.checked_sub(Op::ALL.len()) {
        None => Op::ALL[kind].name().to_string(),
        Some(slow) => format!("{SLOW}{}", Op::ALL[slow].name()),
    }
}

/// The kind of this name.
pub fn kind_named(name: &str) -> Option<usize> {
    let (offset, name) = match name.strip_prefix(SLOW) {
        Some(rest) => (Op::ALL.len(), rest),
        None => (0, name),
    };
    let at = Op::ALL.iter().position(|op| op.name() == name)?;
    Some(offset + at)
}

/// How often what was executed, summed over threads and processes.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// By kind; empty if nobody asked.
    pub kinds: Vec<u64>,
    /// By pair, if somebody asked for pairs: see [`Tally::pair`].
    pairs: Vec<u64>,
}

impl Tally {
    /// How often a thread executed `second` right after `first`; None stands for its beginning.
    pub fn pair(&self, first: Option<Op>, second: Op) -> u64 {
        let row = first.map_or(BEGINNING, |op| op as usize);
        let at = row * Op::ALL.len() + second as usize;
        self.pairs.get(at).copied().unwrap_or(0)
    }

    /// Adds what another thread has counted.
    pub fn add(&mut self, other: &Tally) {
        for (sums, counts) in [
            (&mut self.kinds, &other.kinds),
            (&mut self.pairs, &other.pairs),
        ] {
            sums.resize(sums.len().max(counts.len()), 0);
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
}

/// A kind of instruction: what it costs, in picoseconds, and how often it was executed.
#[derive(Clone, Copy, Default)]
struct Kind {
    cost: u64,
    count: u64,
}

/// The meter of a thread.
pub(super) struct Meter {
    /// By the number of the operation.
    at_once: [Kind; 256],
    slow: [Kind; 256],
    /// How often each operation followed each other one, where pairs are counted; else empty.
    pairs: Box<[u64]>,
    /// Where in `pairs` those begin that follow the last operation.
    behind_last: usize,
    /// Picoseconds of this step so far.
    pub(super) picos: u64,
    /// Picoseconds that it may take.
    patience: u64,
    /// Whether the step may end at every instruction.
    pub(super) every: bool,
}

impl Meter {
    fn new(costs: &[u64], has_pairs: bool) -> Meter {
        let mut meter = Meter {
            at_once: [Kind::default(); 256],
            slow: [Kind::default(); 256],
            pairs: vec![0; if has_pairs { PAIRS } else { 0 }].into(),
            behind_last: BEGINNING * Op::ALL.len(),
            picos: 0,
            patience: 0,
            every: false,
        };
        let (at_once, slow) = costs.split_at(costs.len().min(Op::ALL.len()));
        for (kinds, costs) in [(&mut meter.at_once, at_once), (&mut meter.slow, slow)] {
            for (kind, cost) in kinds.iter_mut().zip(costs) {
                kind.cost = *cost;
            }
        }
        meter
    }

    /// An instruction begins.
    #[inline(always)]
    pub(super) fn pass(&mut self, op: Op) {
        let kind = &mut self.at_once[op as u8 as usize];
        kind.count += 1;
        self.picos += kind.cost;
        if let Some(pair) = self.pairs.get_mut(self.behind_last + op as usize) {
            *pair += 1;
            self.behind_last = op as usize * Op::ALL.len();
        }
    }

    /// It could not be done at once.
    #[inline]
    pub(super) fn pass_slowly(&mut self, op: Op) {
        let kind = &mut self.slow[op as u8 as usize];
        kind.count += 1;
        self.picos += kind.cost;
    }

    /// Whether the step has taken as long as it may.
    #[inline(always)]
    pub(super) fn is_spent(&self) -> bool {
        self.picos >= self.patience
    }

    /// From now on only instructions are counted: the step goes on, one by one, to a safe point.
    pub(super) fn be_patient(&mut self) {
        self.patience = u64::MAX;
    }

    /// What it has counted.
    fn into_tally(self) -> Tally {
        let ops = 0..Op::ALL.len();
        let slow = ops.clone().map(|op| self.slow[op].count);
        Tally {
            kinds: ops.map(|op| self.at_once[op].count).chain(slow).collect(),
            pairs: self.pairs.into_vec(),
        }
    }
}

impl Thread {
    /// At the beginning of a step: starts the meter, if the driver goes by costs or somebody wants to know
    /// the counts.
    pub(super) fn start_meter(&mut self, context: &Context<'_>) {
        let world = &self.world;
        let has_pairs = world.options.opcode_stats;
        let (costs, patience) = match context.costs {
            Some(costs) => (&costs[..], context.patience),
            None if has_pairs => (&[][..], u64::MAX),
            None => return,
        };
        let meter =
            { &mut self.meter }.get_or_insert_with(|| Box::new(Meter::new(costs, has_pairs)));
        (meter.picos, meter.patience) = (0, patience);
        meter.every = world.options.switched_at() == SafePoints::Every;
    }

    /// At its end: what it has cost, in picoseconds.
    pub(super) fn read_meter(&self) -> u64 {
        self.meter.as_ref().map_or(0, |meter| meter.picos)
    }

    /// An instruction could not be done at once.
    #[inline]
    pub(super) fn meter_slowly(&mut self, cx: &mut Cx<'_>, op: Op) {
        if let Some(meter) = &mut self.meter {
            meter.pass_slowly(op);
            cx.picos = meter.picos;
        }
    }

    /// Whether the step has taken as long as it may.
    pub(super) fn is_out_of_patience(&self) -> bool {
        self.meter.as_ref().is_some_and(|meter| meter.is_spent())
    }

    /// Adds what this thread has counted to what the world has, when it is dropped.
    pub(super) fn hand_in_meter(&mut self) {
        if let Some(meter) = self.meter.take() {
            self.world.family.tallies.post(meter.into_tally());
        }
    }
}
