//! How often each kind of instruction is executed, where somebody asks (`--opcode-stats`), and what that
//! costs, where the virtual clock goes by costs of kinds (`--op-costs`, profiles).
//!
//! Every operation is two kinds: done at once, in the loop, or `slow`, by what the loop calls for what it
//! cannot do. A slow one costs what its first kind costs, and what its second does on top. Then there are the kinds
//! of work whose amount no instruction tells (`work`): they cost nothing unless a profile says so.

use super::context::Cx;
use super::link::length_of;
use super::thread::Thread;
use crate::op::Op;
use crate::safe_points::SafePoints;
use crate::work::{self, Work};
use gilscope_runtime::driver::Hardware;
use gilscope_runtime::task::Context;

/// What the name of a slow kind begins with.
const SLOW: &str = "slow-";
/// The first kind of work.
const FIRST_WORK: usize = 2 * Op::GENERAL.len();
/// How many kinds there are: each operation at once, then each slowly, then each kind of work.
pub const KINDS: usize = FIRST_WORK + Work::ALL.len();
/// Before any other: what a thread begins with follows no operation.
const BEGINNING: usize = Op::GENERAL.len();
/// How many pairs of operations are counted: those behind each operation, and those behind none.
const PAIRS: usize = (Op::GENERAL.len() + 1) * Op::GENERAL.len();

/// Whether a kind is an operation that is done at once.
pub fn is_at_once(kind: usize) -> bool {
    kind < Op::GENERAL.len()
}

/// The cost of a kind of which nothing is known.
pub fn untold_cost(kind: usize) -> u64 {
    match kind < FIRST_WORK {
        true => Hardware::USUAL,
        false => 0,
    }
}

/// What kinds cost of which nothing is known.
pub fn untold_costs() -> Vec<u64> {
    (0..KINDS).map(untold_cost).collect()
}

/// The name of a kind: `LoadAttr`, `slow-LoadAttr`, `work-item`.
pub fn kind_name(kind: usize) -> String {
    if let Some(work) = kind.checked_sub(FIRST_WORK) {
        return Work::ALL[work].name().into();
    }
    match kind.checked_sub(Op::GENERAL.len()) {
        None => Op::GENERAL[kind].name().to_string(),
        Some(slow) => format!("{SLOW}{}", Op::GENERAL[slow].name()),
    }
}

/// The kind of this name.
pub fn kind_named(name: &str) -> Option<usize> {
    if let Some(at) = { Work::ALL.iter() }.position(|work| work.name() == name) {
        return Some(FIRST_WORK + at);
    }
    let (offset, name) = match name.strip_prefix(SLOW) {
        Some(rest) => (Op::GENERAL.len(), rest),
        None => (0, name),
    };
    let at = Op::GENERAL.iter().position(|op| op.name() == name)?;
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
        let at = row * Op::GENERAL.len() + second as usize;
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
    /// The instruction as which each one is counted: specialised forms are not told apart.
    general: [Op; 256],
    /// By the number of the kind of work.
    work: [Kind; Work::ALL.len()],
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
    /// Where instructions run one by one: how many each stands for.
    lengths: Option<Box<[u8; 256]>>,
    /// How many to come have been paid for by a fused one, which does the work of its first alone then.
    paid: u8,
}

impl Meter {
    fn new(costs: &[u64], has_pairs: bool) -> Meter {
        let mut meter = Meter {
            at_once: [Kind::default(); 256],
            slow: [Kind::default(); 256],
            general: [Op::Nop; 256],
            work: [Kind::default(); Work::ALL.len()],
            pairs: vec![0; if has_pairs { PAIRS } else { 0 }].into(),
            behind_last: BEGINNING * Op::GENERAL.len(),
            picos: 0,
            patience: 0,
            every: false,
            lengths: None,
            paid: 0,
        };
        for op in Op::ALL {
            meter.general[*op as usize] = op.general();
        }
        let (at_once, slow) = costs.split_at(costs.len().min(Op::GENERAL.len()));
        let (slow, work) = slow.split_at(slow.len().min(Op::GENERAL.len()));
        let parts: [(&mut [Kind], &[u64]); 3] = [
            (&mut meter.at_once, at_once),
            (&mut meter.slow, slow),
            (&mut meter.work, work),
        ];
        for (kinds, costs) in parts {
            for (kind, cost) in kinds.iter_mut().zip(costs) {
                kind.cost = *cost;
            }
        }
        meter
    }

    /// Instructions run one by one from now on.
    pub(super) fn goes_one_by_one(&mut self) {
        self.every = true;
        self.lengths.get_or_insert_with(|| {
            let mut lengths = Box::new([1; 256]);
            for op in Op::GENERAL {
                lengths[*op as usize] = length_of(*op) as u8;
            }
            lengths
        });
    }

    /// An instruction begins.
    #[inline(always)]
    pub(super) fn pass(&mut self, op: Op) {
        let op = self.general[op as usize];
        if let Some(lengths) = &self.lengths {
            if self.paid > 0 {
                self.paid -= 1;
                return;
            }
            self.paid = lengths[op as u8 as usize] - 1;
        }
        let kind = &mut self.at_once[op as u8 as usize];
        kind.count += 1;
        self.picos += kind.cost;
        if let Some(pair) = self.pairs.get_mut(self.behind_last + op as usize) {
            *pair += 1;
            self.behind_last = op as usize * Op::GENERAL.len();
        }
    }

    /// It could not be done at once.
    #[inline]
    pub(super) fn pass_slowly(&mut self, op: Op) {
        let op = self.general[op as usize];
        if self.lengths.is_some() && length_of(op) > 1 {
            return;
        }
        let kind = &mut self.slow[op as u8 as usize];
        kind.count += 1;
        self.picos += kind.cost;
    }

    /// Work was done, perhaps.
    #[inline]
    fn pass_work(&mut self) {
        for (kind, amount) in self.work.iter_mut().zip(work::take()) {
            kind.count += amount;
            self.picos = self.picos.saturating_add(kind.cost.saturating_mul(amount));
        }
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
        let ops = 0..Op::GENERAL.len();
        let slow = ops.clone().map(|op| self.slow[op].count);
        let work = self.work.iter().map(|kind| kind.count);
        let at_once = ops.map(|op| self.at_once[op].count);
        Tally {
            kinds: at_once.chain(slow).chain(work).collect(),
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
        // What was done before the first step is no part of the run.
        work::take();
        meter.every = world.options.switched_at() == SafePoints::Every;
    }

    /// At its end: what it has cost, in picoseconds.
    pub(super) fn read_meter(&mut self) -> u64 {
        let Some(meter) = &mut self.meter else {
            return 0;
        };
        meter.pass_work();
        meter.picos
    }

    /// An instruction could not be done at once.
    #[inline]
    pub(super) fn meter_slowly(&mut self, cx: &mut Cx<'_>, op: Op) {
        if let Some(meter) = &mut self.meter {
            meter.pass_work();
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
