//! What plain counts without a lock came to (`--counting racy`), told so that it can be understood.

use super::legend::Legend;
use super::look::{Look, Paint, WIDTH, count, left, plural, right, wrap};
use crate::machine::{Outcome, Setup};
use gilscope_runtime::driver::{Clock, Gil};
use gilscope_runtime::heap::{AT_THE_END, Access, Deed, EarlyEnd, Race, Tally, Victim, Wreck};
use gilscope_runtime::task::{Site, ThreadId};

/// Lines of the table, if nobody asks for all.
const NAMED: usize = 8;
/// Width of a thread's column.
const COLUMN: usize = 33;

/// The report of a run of `script` in quarantine; nothing for any other.
pub fn wreck(outcome: &Outcome, script: &str, setup: &Setup, look: Look) -> Option<String> {
    let wreck = outcome.wreck.as_ref()?;
    let legend = Legend::of(outcome);
    let teller = Teller { outcome, legend };
    Some(look.plain(&match wreck.is_any() {
        true => teller.report(wreck, script, setup, look),
        false => wrap(&format!("gilscope: {}", all_well(&wreck.tally, setup)), ""),
    }))
}

/// What went wrong, in a few words: `3 freed in use, 2 leaked`.
pub fn in_short(tally: &Tally) -> String {
    let lost = tally.lost_increments + tally.lost_decrements;
    let parts = [
        (tally.freed_in_use, "freed in use"),
        (tally.leaked, "never freed"),
        (lost, "counts lost"),
    ];
    let parts = { parts.iter() }.filter(|(n, _)| *n > 0);
    let parts: Vec<String> = parts
        .map(|(n, what)| format!("{} {what}", count(*n)))
        .collect();
    match parts.is_empty() {
        true => "nothing".into(),
        false => parts.join(", "),
    }
}

fn all_well(tally: &Tally, setup: &Setup) -> String {
    let operations = plural(tally.operations, "count operation");
    match (tally.operations, setup.config.gil, setup.config.clock) {
        (0, ..) => "no wreck: there was never a second thread.".into(),
        (_, Gil::On, _) => format!(
            "no wreck: {operations} by load and store, and none was lost. That is what the GIL is for: \
             one thread runs at a time. Without it: --gil off"
        ),
        (_, Gil::Off, Clock::Virtual) => {
            format!(
                "no wreck: in {operations} no two threads met at one object. Another --seed may."
            )
        }
        #[cfg(feature = "os")]
        (_, Gil::Off, Clock::Real) => format!(
            "no wreck this time: in {operations} no two threads met at one object. Threads of the \
             operating system meet by chance; --clock virtual is the same every time."
        ),
    }
}

/// Tells of one run.
struct Teller<'a> {
    outcome: &'a Outcome,
    legend: Legend,
}

impl Teller<'_> {
    fn report(&self, wreck: &Wreck, script: &str, setup: &Setup, look: Look) -> String {
        let tally = &wreck.tally;
        let after = plural(tally.operations, "count operation");
        let mut out = format!(
            "{}: {}  ({after})\n\n",
            look.paint(Paint::Error, "error[wreck]"),
            look.paint(Paint::Strong, &title(tally)),
        );
        let victims = self.sorted(&wreck.victims);
        let shown = { victims.iter().copied() }.min_by_key(|victim| obscurity(victim));
        if let Some((victim, race)) = shown.and_then(|victim| Some((victim, victim.race?))) {
            out.push_str(&self.scene(victim, &race, look));
            out.push('\n');
        }
        out.push_str(&self.table(&victims, tally.victims, look));
        out.push('\n');
        out.push_str(&meaning(tally, script, setup, look));
        out
    }

    /// What the script made comes first, and what ended worst.
    fn sorted<'v>(&self, victims: &'v [Victim]) -> Vec<&'v Victim> {
        let mut victims: Vec<&Victim> = victims.iter().collect();
        victims.sort_by_key(|victim| {
            let is_library = self.legend.line(Site(victim.site)).is_none();
            let fate = match (&victim.early_end, victim.leaked) {
                (Some(_), _) => 0,
                (None, Some(_)) => 1,
                (None, None) => 2,
            };
            (is_library, fate)
        });
        victims
    }

    /// How one change was lost, step by step, and what came of it.
    fn scene(&self, victim: &Victim, race: &Race, look: Look) -> String {
        let Race { lost, winner } = race;
        let what = match lost.deed {
            Deed::Decrement => "a decrement",
            _ => "an increment",
        };
        let head = format!("How {what} is lost: {}", self.name(victim, ", made at "));
        let mut out = format!("  {}\n\n", look.paint(Paint::Strong, &head));
        let names = [lost, winner].map(|access| self.thread(access));
        let head = format!(
            "  count  {}{}",
            left(&names[0], COLUMN),
            left(&names[1], COLUMN)
        );
        out.push_str(&format!("{}\n", look.paint(Paint::Strong, head.trim_end())));
        out.push_str(&format!("  {}\n", "─".repeat(WIDTH - 2)));
        let reads = |access: &Access| {
            let to = match access.deed {
                Deed::Decrement => "to take 1 away",
                _ => "to add 1",
            };
            format!("{}: reads {}, {to}", self.line(access), access.read)
        };
        let writes = |access: &Access| format!("writes {}", access.written);
        let mut step = |count: String, column: usize, text: &str, note: &str| {
            let indent = " ".repeat(column * COLUMN);
            let text = format!("  {}  {indent}{}", right(&count, 5), left(text, COLUMN));
            out.push_str(format!("{text}{note}").trim_end());
            out.push('\n');
        };
        if winner.read == lost.read {
            step(lost.read.to_string(), 0, &reads(lost), "");
            step(lost.read.to_string(), 1, &reads(winner), "");
        } else {
            step(winner.read.to_string(), 1, &reads(winner), "");
            // Others count meanwhile: all that is lost.
            step("…".into(), 0, "", "");
            step(lost.read.to_string(), 0, &reads(lost), "");
        }
        step(lost.written.to_string(), 0, &writes(lost), "");
        let over = format!("✗ over {}'s {}: lost", short(&names[0]), lost.written);
        step(winner.written.to_string(), 1, &writes(winner), &over);
        if let Some(end) = &victim.early_end {
            out.push('\n');
            out.push_str(&wrap(&self.end(end), "  "));
        }
        out
    }

    fn end(&self, end: &EarlyEnd) -> String {
        let mut text = format!(
            "Later {} counts it down to 0 {}: freed, with {} left.",
            self.thread(&end.by),
            self.place(&end.by),
            plural(u64::from(end.left), "reference"),
        );
        if let Some(used) = &end.used {
            let first = match end.uses {
                1 => "a use after free".to_string(),
                n => format!("a use after free, the first of {}", count(n)),
            };
            text.push_str(&format!(
                " The next to touch it is {} {}: {first}.",
                self.thread(used),
                self.place(used),
            ));
        }
        text
    }

    /// The objects, those of one name and place in one line.
    fn table(&self, victims: &[&Victim], all: u64, look: Look) -> String {
        let mut groups: Vec<(String, Vec<&Victim>)> = Vec::new();
        for victim in victims {
            let name = self.name(victim, ", ");
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, group)) => group.push(victim),
                None => groups.push((name, vec![victim])),
            }
        }
        let widest = { groups.iter() }
            .map(|(name, _)| name.chars().count())
            .max();
        let width = widest.unwrap_or(0).clamp(20, 34);
        let head = [
            "objects",
            "lost +",
            "lost -",
            "freed in use",
            "used after",
            "never freed",
        ];
        let mut out = format!(
            "{}\n  {}\n",
            look.paint(
                Paint::Strong,
                &line("object, made at", width, head.map(String::from))
            ),
            "─".repeat(WIDTH - 2)
        );
        let most = if look.all { usize::MAX } else { NAMED };
        for (name, group) in groups.iter().take(most) {
            out.push_str(&line(name, width, figures(group)));
            out.push('\n');
        }
        let told: usize = { groups.iter().take(most) }
            .map(|(_, group)| group.len())
            .sum();
        let left_out = all.saturating_sub(told as u64);
        if left_out > 0 {
            out.push_str(&format!("  … {}\n", plural(left_out, "more object")));
        }
        out
    }

    /// `Account, bank.py:12`
    fn name(&self, victim: &Victim, made: &str) -> String {
        match self.legend.place(Site(victim.site)) {
            Some(place) => {
                let file = place.rsplit(['/', '\\']).next().unwrap_or(&place);
                format!("{}{made}{file}", victim.name)
            }
            None => format!("{}, library", victim.name),
        }
    }

    /// `line 12`
    fn line(&self, access: &Access) -> String {
        match self.legend.line(Site(access.site)) {
            Some((code, line)) => format!("line {}", code.source.place(line).1),
            None if access.site == AT_THE_END => "the end of the run".into(),
            None => "the library".into(),
        }
    }

    /// `at line 12`
    fn place(&self, access: &Access) -> String {
        let preposition = match self.legend.line(Site(access.site)) {
            None if access.site != AT_THE_END => "in",
            _ => "at",
        };
        format!("{preposition} {}", self.line(access))
    }

    fn thread(&self, access: &Access) -> String {
        let report = &self.outcome.report;
        let thread = report.threads.get(ThreadId(access.thread).0 as usize);
        thread.map_or_else(|| "a thread".into(), |thread| report.name_of(thread))
    }
}

/// `Thread-1` of `Thread-1 (work)`.
fn short(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// A line of the table.
fn line(name: &str, width: usize, figures: [String; 6]) -> String {
    let widths = [9, 8, 8, 14, 12, 13];
    let cells = { figures.iter().zip(widths) }.map(|(figure, width)| right(figure, width));
    format!("  {}{}", left(name, width), cells.collect::<String>())
}

/// What befell a group of objects, as the table has it; a dash for nothing.
fn figures(group: &[&Victim]) -> [String; 6] {
    let sum = |of: &dyn Fn(&Victim) -> u64| group.iter().map(|victim| of(victim)).sum::<u64>();
    let show = |n: u64| match n {
        0 => "–".into(),
        n => count(n),
    };
    [
        show(group.len() as u64),
        show(sum(&|victim| victim.lost_increments)),
        show(sum(&|victim| victim.lost_decrements)),
        show(sum(&|victim| u64::from(victim.early_end.is_some()))),
        show(sum(&|victim| victim.early_end.map_or(0, |end| end.uses))),
        show(sum(&|victim| u64::from(victim.leaked.is_some()))),
    ]
}

/// How hard it is to see from its first race what became of an object.
fn obscurity(victim: &Victim) -> u64 {
    match (&victim.race, &victim.early_end) {
        (None, _) => u64::MAX,
        (Some(race), Some(_)) if race.lost.deed == Deed::Increment => {
            victim.lost_increments + victim.lost_decrements
        }
        (Some(_), Some(_)) => u64::MAX - 3,
        (Some(_), None) if victim.leaked.is_some() => u64::MAX - 2,
        (Some(_), None) => u64::MAX - 1,
    }
}

fn title(tally: &Tally) -> String {
    let lost = plural(tally.lost_increments + tally.lost_decrements, "count");
    let freed = plural(tally.freed_in_use, "object");
    let leaked = plural(tally.leaked, "object");
    match (tally.freed_in_use, tally.leaked) {
        (0, 0) => format!("{lost} lost, by chance without consequences"),
        (0, _) => format!("{leaked} will never be freed"),
        (_, 0) => format!("{freed} freed while in use"),
        _ => format!(
            "{freed} freed while in use, {} never freed",
            count(tally.leaked)
        ),
    }
}

fn meaning(tally: &Tally, script: &str, setup: &Setup, look: Look) -> String {
    let lost = tally.lost_increments + tally.lost_decrements;
    let mut text = format!(
        "What it means: to take or drop a reference is to change a number in the object, even where the \
         script only reads it. In {} another thread had counted the object last; {} lost: two threads \
         had read one number before either wrote.",
        of_all(tally.crossings, tally.operations),
        match lost {
            1 => "1 change was".to_string(),
            n => format!("{} changes were", count(n)),
        },
    );
    if tally.freed_in_use > 0 {
        text.push_str(&format!(
            " An interpreter that counts so gives the memory of {} to whatever is made next while the \
             script still uses it: a crash if you are lucky, else wrong data.",
            plural(tally.freed_in_use, "object"),
        ));
    }
    if tally.leaked > 0 {
        text.push_str(&format!(
            " The memory of {} is lost for good, and no __del__ of theirs runs.",
            plural(tally.leaked, "object"),
        ));
    }
    text.push_str(
        " Here nothing broke: in quarantine, memory follows a second count, which is exact.",
    );
    text.push_str(match setup.config.clock {
        Clock::Virtual => " In virtual time this is the same every time.",
        #[cfg(feature = "os")]
        Clock::Real => " It is different every time; --clock virtual makes it repeatable.",
    });
    let text = wrap(&text, "  ");
    let text = text.replacen(
        "What it means:",
        &look.paint(Paint::Strong, "What it means:"),
        1,
    );
    format!("{text}  What prevents it, and at what price: gilscope compare --countings {script}\n")
}

/// `120 of 400 count operations`.
fn of_all(part: u64, all: u64) -> String {
    format!("{} of {}", count(part), plural(all, "count operation"))
}
