//! The X-ray as text.

use super::what_if::{SHORT, TrialKind};
use super::{KeptRow, LineRow, ObjectRow, Place, PublicationRow, Trial, Xray};
use crate::kept::{Keeper, is_definition};
use crate::lab::look::{Look, Paint, WIDTH, count, fine, left, plural, right, wrap};
use gilscope_runtime::driver::{Clock, Gil};
use gilscope_runtime::heap::Counts;
use gilscope_runtime::time::Nanos;

/// Rows of a table, if nobody asks for all.
const ROWS: usize = 12;
/// Lines of a list.
const LISTED: usize = 6;

impl Xray {
    /// The report.
    pub fn text(&self, look: Look) -> String {
        let mut out = self.head(look);
        out.push_str(&self.line_table(look));
        out.push_str(&self.object_table(look));
        out.push_str(&self.meaning());
        out.push_str(&self.publications(look));
        out.push_str(&self.waits(look));
        out.push_str(&self.most_alive(look));
        out.push_str(&self.kept_lists(look));
        out.push_str(&self.what_if(look));
        look.plain(&out)
    }

    fn head(&self, look: Look) -> String {
        let total = self.total();
        let mut out = format!(
            "{} · X-ray\n{}, {}\n",
            look.paint(Paint::Strong, &self.script),
            self.way(),
            plural(total.all(), "count operation"),
        );
        if let Some(trouble) = &self.trouble {
            let trouble = format!("it did not end well: {trouble}");
            out.push_str(&format!("{}\n", look.paint(Paint::Error, &trouble)));
        }
        if let Some(gain) = self.gain() {
            out.push_str(&wrap(&format!("What if: {gain}"), ""));
        }
        out.push('\n');
        out
    }

    /// `line 12`, in other files `bank.py:12`.
    pub(super) fn spot(&self, place: Option<&Place>) -> String {
        match place {
            Some(place) if place.file == self.script => format!("line {}", place.line),
            Some(place) => place.short(),
            None => "library".into(),
        }
    }

    /// `Node, line 3`
    pub(super) fn named(&self, name: &str, place: Option<&Place>) -> String {
        format!("{name}, {}", self.spot(place))
    }

    /// A line of a list, which begins with the place.
    fn item(&self, place: Option<&Place>, what: &str) -> String {
        format!("    {}  {what}\n", left(&self.spot(place), 12))
    }

    /// `GIL off, 4 cores, virtual clock, escape counting`
    pub(super) fn way(&self) -> String {
        let config = &self.setup.config;
        let gil = match config.gil {
            Gil::On => "on",
            Gil::Off => "off",
        };
        let clock = match config.clock {
            Clock::Virtual => "virtual",
            #[cfg(feature = "os")]
            Clock::Real => "real",
        };
        format!(
            "GIL {gil}, {}, {clock} clock, {} counting",
            plural(config.cores() as u64, "core"),
            self.setup.counting.name(),
        )
    }

    fn line_table(&self, look: Look) -> String {
        let (rows, left_out) = self.busiest(look);
        let head = line_cells("line", "source", &LINE_HEAD.map(String::from));
        let mut out = table_head(&head, look);
        for row in rows {
            let (number, text) = match &row.place {
                Some(place) if place.file == self.script => (place.line.to_string(), &*place.text),
                Some(place) => (place.short(), &*place.text),
                None => ("–".into(), "library, start and end of threads"),
            };
            out.push_str(&line_cells(&number, text, &line_figures(row)));
        }
        out.push_str(&more(left_out, "line"));
        out.push('\n');
        out
    }

    /// The lines at which most was counted, in their order, and how many there are beside.
    fn busiest(&self, look: Look) -> (Vec<&LineRow>, usize) {
        let mut rows: Vec<(usize, &LineRow)> = self.lines.iter().enumerate().collect();
        if !look.all {
            rows.sort_by_key(|(_, row)| {
                let counts = &row.counts;
                std::cmp::Reverse((counts.contended, row.lock_waited, counts.all()))
            });
            rows.truncate(ROWS);
            rows.sort_by_key(|(index, _)| *index);
        }
        let left_out = self.lines.len() - rows.len();
        (rows.into_iter().map(|(_, row)| row).collect(), left_out)
    }

    fn object_table(&self, look: Look) -> String {
        let most = if look.all { usize::MAX } else { ROWS };
        let head = object_cells("object, made at", &OBJECT_HEAD.map(String::from));
        let mut out = table_head(&head, look);
        for row in self.objects.iter().take(most) {
            let name = self.named(&row.name, row.place.as_ref());
            out.push_str(&object_cells(&name, &object_figures(row)));
        }
        let left_out = self.objects.len().saturating_sub(most);
        out.push_str(&more(left_out, "group"));
        out.push('\n');
        out
    }

    /// What it comes to, in a sentence or two.
    pub fn summary(&self) -> String {
        let total = self.total();
        let mut text = format!(
            "{}: {} atomic, {} spared, {} contended.",
            plural(total.all(), "count operation"),
            count(total.shared),
            count(total.skipped),
            count(total.contended),
        );
        if let Some(gain) = self.gain() {
            text.push_str(&format!(" What if: {gain}"));
        }
        text
    }

    /// What would help most: `without the counts of Row of s.py:29 3.29× instead of 1.53×.`
    fn gain(&self) -> Option<String> {
        let base = { self.trials.iter() }.find(|it| it.kind == TrialKind::AsItIs)?;
        let single = [TrialKind::NoGil, TrialKind::FreeGroup, TrialKind::NoLock];
        let tried = { self.trials.iter() }.filter(|it| single.contains(&it.kind));
        let best = tried.max_by(|a, b| a.speed_up.total_cmp(&b.speed_up))?;
        let change = match best.change.strip_prefix("… and ") {
            Some(change) => format!("without the GIL and {change}"),
            None => best.change.clone(),
        };
        (best.speed_up > base.speed_up * 1.05).then(|| {
            format!(
                "{change}: {:.2}× instead of {:.2}×.",
                best.speed_up, base.speed_up
            )
        })
    }

    fn meaning(&self) -> String {
        let total = self.total();
        let contended = match total.contended {
            0 => "No count was contended.".to_string(),
            n => format!(
                "{} on an object that another thread had counted last.",
                match n {
                    1 => "1 was contended:".into(),
                    n => format!("{} were contended:", count(n)),
                }
            ),
        };
        let text = format!(
            "A reference taken or dropped was counted by load and store (local) {} times, by an atomic \
             instruction (shared) {} times, and not at all (skipped), as the object is kept for ever, {} \
             times. {contended} Counted instruction by instruction: fused ones count less. At most {} made \
             since the script began were alive at a time.",
            count(total.local),
            count(total.shared),
            count(total.skipped),
            plural(self.peak, "object"),
        );
        wrap(&text, "  ")
    }

    fn publications(&self, look: Look) -> String {
        if self.published.is_empty() && self.shared_at_start.is_none() {
            return String::new();
        }
        let mut out = title("Published to other threads", look);
        if let Some((place, objects)) = &self.shared_at_start {
            let what = format!("{}, as the second thread began", plural(*objects, "object"));
            out.push_str(&self.item(place.as_ref(), &what));
        }
        let most = if look.all { usize::MAX } else { LISTED };
        let own = |row: &&PublicationRow| look.all || !is_definition(&row.name);
        let rows: Vec<&PublicationRow> = self.published.iter().filter(own).collect();
        for row in rows.iter().take(most) {
            let publication = &row.publication;
            let stored = self.named(&row.name, row.made.as_ref());
            let what = match publication.stores {
                1 => format!(
                    "this store published {}: {stored}",
                    plural(publication.objects, "object")
                ),
                n => format!(
                    "{} stores published {}, at most {} at once: {stored}",
                    count(n),
                    plural(publication.objects, "object"),
                    count(publication.largest),
                ),
            };
            out.push_str(&self.item(row.place.as_ref(), &what));
        }
        out.push_str(&more(rows.len().saturating_sub(most), "place"));
        out
    }

    fn waits(&self, look: Look) -> String {
        if self.locks.is_empty() {
            return String::new();
        }
        let mut out = title("Locks that were waited for", look);
        let most = if look.all { usize::MAX } else { LISTED };
        for row in self.locks.iter().take(most) {
            out.push_str(&format!(
                "    {}  {}, {} in all, the longest {}\n",
                left(&row.name, 28),
                plural(row.waits, "wait"),
                fine(row.waited),
                fine(row.longest),
            ));
        }
        out.push_str(&more(self.locks.len().saturating_sub(most), "lock"));
        if let Some(until) = self.known_until {
            let until = fine(until);
            out.push_str(&format!(
                "    only of the first {until}: there were too many\n"
            ));
        }
        out
    }

    fn most_alive(&self, look: Look) -> String {
        let own = |row: &&ObjectRow| row.place.is_some() && !is_definition(&row.name);
        let mut rows: Vec<&ObjectRow> = self.objects.iter().filter(own).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.peak));
        if rows.is_empty() {
            return String::new();
        }
        let mut out = title("Most alive at a time", look);
        let most = if look.all { usize::MAX } else { LISTED };
        for row in rows.iter().take(most) {
            let what = format!(
                "{} × {}, of {} made",
                count(row.peak),
                row.name,
                count(row.made)
            );
            out.push_str(&self.item(row.place.as_ref(), &what));
        }
        out.push_str(&more(rows.len().saturating_sub(most), "group"));
        out
    }

    fn kept_lists(&self, look: Look) -> String {
        let own = |row: &&KeptRow| row.place.is_some() && !is_definition(&row.name);
        let most = if look.all { usize::MAX } else { LISTED };
        let list = |heading: &str, rows: Vec<&KeptRow>| {
            let rows: Vec<&KeptRow> = rows.into_iter().filter(own).collect();
            if rows.is_empty() {
                return String::new();
            }
            let mut out = title(heading, look);
            for row in rows.iter().take(most) {
                let what = format!("{} × {}   {}", count(row.objects), row.name, row.path);
                out.push_str(&self.item(row.place.as_ref(), &what));
            }
            out.push_str(&more(rows.len().saturating_sub(most), "group"));
            out
        };
        let mut out = list(
            "Alive at the end, and what keeps them so",
            self.kept_by(|keeper| matches!(keeper, Some(Keeper::Variable | Keeper::Interpreter))),
        );
        out.push_str(&list(
            "In cycles at the end: only the collector would free them",
            self.kept_by(|keeper| keeper == Some(Keeper::Cycle)),
        ));
        out.push_str(&list(
            "In cycles that the collector has broken",
            self.kept_by(|keeper| keeper.is_none()),
        ));
        if self.leaked > 0 {
            let leaked = format!(
                "Leaked: {} that nothing refers to",
                plural(self.leaked, "object")
            );
            out.push_str(&format!("\n  {}\n", look.paint(Paint::Error, &leaked)));
        }
        out
    }

    fn what_if(&self, look: Look) -> String {
        if self.trials.is_empty() {
            return match self.trouble {
                None if self.instructions > SHORT => format!(
                    "\n  What if: not tried, as the script takes {} (--what-if)\n",
                    plural(self.instructions, "instruction")
                ),
                _ => String::new(),
            };
        }
        let mut out = title("What if", look);
        for Trial {
            change,
            elapsed,
            speed_up,
            ..
        } in &self.trials
        {
            let width = WIDTH - 30;
            out.push_str(&format!(
                "    {}{}{}\n",
                left(change, width),
                right(&fine(*elapsed), 12),
                right(&format!("{speed_up:.2}×"), 10),
            ));
        }
        out.push_str(&wrap(&self.supposed(), "  "));
        out
    }

    /// What the figures of trials rest on.
    pub(super) fn supposed(&self) -> String {
        let hardware = &self.setup.config.hardware;
        format!(
            "Each line is a run on the virtual clock; the last figure says how many times faster than everything \
             one after another. Without the GIL an atomic count takes {} more than its instruction, and {} on \
             top of that where another thread has counted the object last (--shared-count, --count-transfer).",
            fine(hardware.shared_count),
            fine(hardware.count_transfer),
        )
    }
}

/// What these figures are.
pub(super) const LINE_HEAD: [&str; 6] = [
    "local",
    "shared",
    "skipped",
    "contended",
    "published",
    "lock wait",
];
/// What the figures of a group of objects are.
pub(super) const OBJECT_HEAD: [&str; 7] = [
    "made",
    "peak",
    "left",
    "local",
    "shared",
    "skipped",
    "contended",
];

/// The figures of a line, as tables have them.
pub(super) fn line_figures(row: &LineRow) -> [String; 6] {
    let [local, shared, skipped, contended] = counted(&row.counts);
    let waited = match row.lock_waited {
        Nanos::ZERO => "–".into(),
        span => fine(span),
    };
    [
        local,
        shared,
        skipped,
        contended,
        some(row.published),
        waited,
    ]
}

/// The figures of a group of objects.
pub(super) fn object_figures(row: &ObjectRow) -> [String; 7] {
    let [local, shared, skipped, contended] = counted(&row.counts);
    let (made, peak, left) = (some(row.made), some(row.peak), some(row.made - row.freed));
    [made, peak, left, local, shared, skipped, contended]
}

fn counted(counts: &Counts) -> [String; 4] {
    [
        counts.local,
        counts.shared,
        counts.skipped,
        counts.contended,
    ]
    .map(some)
}

/// A number; a dash for none.
fn some(n: u64) -> String {
    match n {
        0 => "–".into(),
        n => count(n),
    }
}

fn title(text: &str, look: Look) -> String {
    format!("\n  {}\n", look.paint(Paint::Strong, text))
}

fn more(n: usize, what: &str) -> String {
    match n {
        0 => String::new(),
        n => format!(
            "    … {} (--all)\n",
            plural(n as u64, &format!("more {what}"))
        ),
    }
}

fn table_head(head: &str, look: Look) -> String {
    let head = look.paint(Paint::Strong, head.trim_end());
    format!("{head}\n  {}\n", "─".repeat(WIDTH - 2))
}

fn line_cells(number: &str, text: &str, figures: &[String; 6]) -> String {
    let figures = { figures.iter() }.map(|figure| right(figure, 10));
    let number = match number.parse::<u32>() {
        Ok(_) => right(number, 6),
        Err(_) => left(number, 6),
    };
    let line = format!(
        "  {number}  {}{}",
        left(text, 30),
        figures.collect::<String>()
    );
    format!("{}\n", line.trim_end())
}

fn object_cells(name: &str, figures: &[String; 7]) -> String {
    let widths = [9, 9, 9, 9, 9, 9, 10];
    let figures = { figures.iter().zip(widths) }.map(|(figure, width)| right(figure, width));
    let line = format!("  {}{}", left(name, 34), figures.collect::<String>());
    format!("{}\n", line.trim_end())
}
