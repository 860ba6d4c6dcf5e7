//! The timeline of a page: bars for the states of each thread, drawn as SVG.
//!
//! Short bars that stand together are drawn as one, so that a page has a bounded size whatever the
//! trace holds; how short is chosen once for all timelines of a page, and said below them.

use super::legend::Legend;
use super::look::{Look, count, fine, percent, plural};
use super::markup::{escape, folded, table};
use super::story::{GilNews, Story};
use gilscope_runtime::driver::ThreadReport;
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::ThreadId;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::Span;
use std::fmt::Write;

/// Bars on a whole page.
pub const MOST_BARS: usize = 10_000;
/// Threads that get a lane.
const MOST_LANES: usize = 40;
/// Rows in the table of a timeline.
const MOST_ROWS: usize = 300;
/// Width of the picture in its own units, of which the names take the first part.
pub const WIDTH: f64 = 1200.0;
/// Width of the part for names.
pub const NAMES: f64 = 190.0;
/// Height of a lane.
const LANE: f64 = 22.0;
/// Colours that tell threads apart in the lane of the GIL.
const HUES: usize = 6;

/// A run on the page.
pub struct Shown<'a> {
    /// What it is called.
    pub name: String,
    /// What happened.
    pub story: Story<'a>,
    /// What happened to the GILs.
    pub news: Vec<GilNews>,
    /// What the numbers in it mean.
    pub legend: &'a Legend,
    /// Whether it had a GIL.
    pub has_gil: bool,
}

impl<'a> Shown<'a> {
    /// A run under a name.
    pub fn new(name: String, story: Story<'a>, legend: &'a Legend) -> Shown<'a> {
        Shown {
            name,
            news: story.gil_news(),
            legend,
            has_gil: story.report.gil.is_some(),
            story,
        }
    }

    /// What a state means in this run.
    fn meaning(&self, state: State) -> &'static str {
        let lets_go = self.has_gil && !(state == State::Io && self.story.holds_in_io);
        Look::meaning(state, lets_go)
    }
}

/// The class of a state's bars.
pub fn class(state: State) -> &'static str {
    match state {
        State::Running => "run",
        State::WantsGil => "wants",
        State::Io => "io",
        State::Lock => "lock",
        State::Join => "join",
        State::Collector => "collector",
        State::Ready => "ready",
    }
}

/// A bar: one state, or several short ones.
struct Bar<'a> {
    from: Nanos,
    to: Nanos,
    /// The one state; None if there are several.
    span: Option<Span<'a>>,
    /// How many states.
    count: u64,
    /// Time in each.
    sums: [u64; State::ALL.len()],
}

impl Bar<'_> {
    /// The state that lasted longest, but for running.
    fn longest_wait(&self) -> State {
        let waits = State::ALL.into_iter().rev();
        let waits = waits.filter(|state| *state != State::Running);
        let longest = waits.max_by_key(|state| self.sums[*state as usize]);
        longest.unwrap_or(State::Ready)
    }

    /// The share of its time that the thread ran.
    fn share_of_running(&self) -> f64 {
        let all: u64 = self.sums.iter().sum();
        self.sums[State::Running as usize] as f64 / all.max(1) as f64
    }
}

/// The bars of a thread: states shorter than `least` are joined with what stands beside them.
fn bars<'a>(thread: &'a ThreadReport, end: Nanos, least: u64) -> Vec<Bar<'a>> {
    let mut bars: Vec<Bar<'a>> = Vec::new();
    let spans = thread.trace.iter().flat_map(|trace| trace.spans());
    for mut span in spans.take_while(|span| span.from() < end) {
        span.to = span.to.min(end);
        let length = span.to.since(span.from()).0;
        if length == 0 {
            continue;
        }
        let bucket = |at: Nanos| at.0 / least.max(1);
        if let Some(last) = bars.last_mut()
            && length < least
            && last.to.since(last.from).0 < least
            && bucket(last.from) == bucket(span.from())
        {
            last.to = span.to;
            last.span = None;
            last.count += 1;
            last.sums[span.state as usize] += length;
            continue;
        }
        let mut sums = [0; State::ALL.len()];
        sums[span.state as usize] = length;
        bars.push(Bar {
            from: span.from(),
            to: span.to,
            span: Some(span),
            count: 1,
            sums,
        });
    }
    bars
}

/// Who has the GIL of a process: thread, from, to; short tenures are joined to one of nobody.
fn tenures(news: &[GilNews], process: usize, least: u64) -> Vec<(Option<usize>, Nanos, Nanos)> {
    let mut lane: Vec<(Option<usize>, Nanos, Nanos)> = Vec::new();
    for news in news {
        let GilNews::Left(tenure) = news else {
            continue;
        };
        if tenure.process != process || tenure.from == tenure.to {
            continue;
        }
        let length = tenure.to.since(tenure.from).0;
        let bucket = |at: Nanos| at.0 / least.max(1);
        if let Some((thread, from, to)) = lane.last_mut()
            && length < least
            && to.since(*from).0 < least
            && bucket(*from) == bucket(tenure.from)
        {
            *to = tenure.to;
            *thread = thread.filter(|thread| *thread == tenure.thread);
            continue;
        }
        lane.push((Some(tenure.thread), tenure.from, tenure.to));
    }
    lane
}

/// The threads that get lanes, in order: all, or the first ones and the last.
fn lanes(threads: usize) -> Vec<usize> {
    if threads <= MOST_LANES {
        return (0..threads).collect();
    }
    (0..MOST_LANES - 1).chain([threads - 1]).collect()
}

/// What is the shortest bar, so that a page of these runs has few enough of them; 0: draw all.
pub fn shortest_bar(runs: &[Shown<'_>], axis: Nanos) -> u64 {
    let mut least = 0;
    loop {
        let bars = runs.iter().map(|run| {
            let story = &run.story;
            let threads = &story.report.threads;
            let own = lanes(threads.len()).into_iter();
            let own: usize = own
                .map(|index| bars(&threads[index], story.end, least).len())
                .sum();
            own + tenures(&run.news, 0, least).len()
        });
        if bars.sum::<usize>() <= MOST_BARS {
            return least;
        }
        least = (least * 2).max(axis.0 / 20_000).max(1);
    }
}

/// Where a moment stands.
fn place(at: Nanos, axis: Nanos) -> f64 {
    NAMES + (WIDTH - NAMES) * at.0 as f64 / axis.0.max(1) as f64
}

/// The timeline of one run, as a figure with a table. All timelines of a page have one axis.
pub fn timeline(run: &Shown<'_>, number: usize, axis: Nanos, least: u64) -> String {
    let story = &run.story;
    let threads = &story.report.threads;
    let shown = lanes(threads.len());
    let height = LANE * (shown.len() + usize::from(run.has_gil)) as f64 + 24.0;
    let mut out = format!(
        "<figure class=\"timeline\"><figcaption>{}: {}, {}</figcaption>\n\
         <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" tabindex=\"0\" data-axis=\"{}\" \
         data-names=\"{NAMES}\" aria-label=\"Timeline of {}: a lane for each thread. Plus and minus \
         zoom, left and right move, up and down choose a lane, n and p go from bar to bar.\">\n",
        escape(&run.name),
        escape(&fine(story.report.elapsed)),
        escape(&plural(threads.len() as u64, "thread")),
        axis.0,
        escape(&run.name),
    );
    let mut y = 20.0;
    if run.has_gil {
        gil_lane(&mut out, run, y, axis, least);
        y += LANE;
    }
    for &index in &shown {
        lane(&mut out, run, index, y, axis, least);
        y += LANE;
    }
    out.push_str(&ticks(axis, height));
    out.push_str("</svg>\n");
    out.push_str(&legend(run));
    for note in notes(run, shown.len(), least) {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(&note));
    }
    out.push_str(&folded(
        &format!("Timeline {number} as a table"),
        &rows(run),
    ));
    out.push_str("</figure>\n");
    out
}

fn name_of_lane(out: &mut String, name: &str, y: f64, hue: Option<usize>) {
    let shown = super::look::left(name, 26);
    let name = escape(name);
    if let Some(hue) = hue {
        let y = y + 5.0;
        let _ = write!(
            out,
            "<rect class=\"chip h{hue}\" x=\"2\" y=\"{y}\" width=\"8\" height=\"10\"/>"
        );
    }
    let _ = write!(
        out,
        "<text x=\"14\" y=\"{}\">{}<title>{name}</title></text>",
        y + 14.0,
        escape(shown.trim_end()),
    );
}

/// A bar; of a share of the height of its lane, at the foot of it.
fn rect(
    out: &mut String,
    class: &str,
    (from, to): (Nanos, Nanos),
    (y, share): (f64, f64),
    axis: Nanos,
    title: &str,
) {
    let (x, end) = (place(from, axis), place(to, axis));
    let height = (LANE - 6.0) * share;
    let y = y + (LANE - 6.0) - height;
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x:.2}\" y=\"{y:.1}\" width=\"{:.2}\" height=\"{height:.1}\">\
         <title>{}</title></rect>",
        (end - x).max(0.05),
        escape(title),
    );
}

fn gil_lane(out: &mut String, run: &Shown<'_>, y: f64, axis: Nanos, least: u64) {
    out.push_str("<g class=\"lane\" data-name=\"GIL\">");
    name_of_lane(out, "GIL", y, None);
    out.push('\n');
    let report = run.story.report;
    for (thread, from, to) in tenures(&run.news, 0, least) {
        let span = format!("{} to {} ({})", fine(from), fine(to), fine(to.since(from)));
        match thread {
            Some(thread) => {
                let name = report.name_of(&report.threads[thread]);
                let title = format!("GIL: {name}\n{span}");
                let class = format!("bar h{}", thread % HUES);
                rect(out, &class, (from, to), (y, 1.0), axis, &title);
            }
            None => {
                let title = format!("GIL: several threads in turn\n{span}");
                rect(out, "bar several", (from, to), (y, 1.0), axis, &title);
            }
        }
    }
    out.push_str("</g>\n");
}

fn lane(out: &mut String, run: &Shown<'_>, index: usize, y: f64, axis: Nanos, least: u64) {
    let report = run.story.report;
    let thread = &report.threads[index];
    let name = report.name_of(thread);
    let _ = write!(out, "<g class=\"lane\" data-name=\"{}\">", escape(&name));
    let hue = run.has_gil.then_some(index % HUES);
    name_of_lane(out, &name, y, hue);
    out.push('\n');
    for bar in bars(thread, run.story.end, least) {
        let title = format!("{name}\n{}", describe(run, thread.id, &bar));
        let span = (bar.from, bar.to);
        if let Some(single) = &bar.span {
            let class = format!("bar {}", class(single.state));
            rect(out, &class, span, (y, 1.0), axis, &title);
            continue;
        }
        let ran = bar.share_of_running();
        if ran < 1.0 {
            let class = format!("bar {}", class(bar.longest_wait()));
            rect(out, &class, span, (y, 1.0), axis, &title);
        }
        if ran > 0.0 {
            rect(out, "bar run", span, (y, ran), axis, &title);
        }
    }
    out.push_str("</g>\n");
}

/// What a bar says when somebody points at it.
fn describe(run: &Shown<'_>, me: ThreadId, bar: &Bar<'_>) -> String {
    let length = bar.to.since(bar.from);
    let when = format!("{} to {} ({})", fine(bar.from), fine(bar.to), fine(length));
    let Some(span) = &bar.span else {
        let shares = State::ALL.into_iter().filter_map(|state| {
            let sum = bar.sums[state as usize];
            (sum > 0).then(|| format!("{} {}", state.name(), percent(sum, length.0)))
        });
        let shares: Vec<String> = shares.collect();
        return format!("{} states: {}\n{when}", bar.count, shares.join(", "));
    };
    let mut out = run.meaning(span.state).to_string();
    if let Some(object) = run.legend.object(run.story.report, me, span.event) {
        let _ = write!(out, ": {object}");
    }
    let _ = write!(out, "\n{when}");
    if span.state == State::Running {
        if let Some(instructions) = span.instructions() {
            let _ = write!(out, "\n{}", plural(instructions, "instruction"));
        }
        if let Some(reason) = span.next.and_then(|next| next.reason) {
            let _ = write!(out, ", until: {}", reason.name());
        }
    }
    let site = match span.state {
        State::Running => span.next.map(|next| next.site),
        _ => Some(span.event.site),
    };
    if let Some(place) = site.and_then(|site| run.legend.place(site)) {
        let _ = write!(out, "\n{place}");
    }
    out
}

/// The time axis. The page's script draws another one when it zooms.
fn ticks(axis: Nanos, height: f64) -> String {
    let mut out = String::from("<g class=\"axis\">");
    for quarter in 0..=4 {
        let at = Nanos(axis.0 / 4 * quarter);
        let x = place(at, axis);
        let anchor = if quarter == 4 { "end" } else { "middle" };
        let _ = write!(
            out,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"16\" y2=\"{height}\"/>\
             <text x=\"{x:.1}\" y=\"12\" text-anchor=\"{anchor}\">{}</text>",
            if quarter == 0 {
                "0".into()
            } else {
                escape(&fine(at))
            },
        );
    }
    out.push_str("</g>\n");
    out
}

/// What the colours and hatches mean.
fn legend(run: &Shown<'_>) -> String {
    let mut out = String::from("<ul class=\"legend\">");
    let states = super::look::states(run.story.report).into_iter();
    for state in states.filter(|state| run.has_gil || *state != State::WantsGil) {
        let _ = write!(
            out,
            "<li><svg width=\"26\" height=\"12\" aria-hidden=\"true\"><rect class=\"bar {}\" \
             width=\"26\" height=\"12\"/></svg> {}</li>",
            class(state),
            escape(run.meaning(state)),
        );
    }
    out.push_str("</ul>\n");
    out
}

fn notes(run: &Shown<'_>, lanes: usize, least: u64) -> Vec<String> {
    let story = &run.story;
    let threads = story.report.threads.len();
    let mut notes = Vec::new();
    if lanes < threads {
        notes.push(format!(
            "{} of {} threads have a lane.",
            count(lanes as u64),
            count(threads as u64)
        ));
    }
    if least > 0 {
        notes.push(format!(
            "States shorter than {} that follow each other are drawn as one bar: as high as the \
             share of running in it, before the pattern of the longest wait.",
            fine(Nanos(least))
        ));
    }
    if run.has_gil && story.report.processes.len() > 1 {
        notes.push("The lane of the GIL is that of the first process.".into());
    }
    notes.extend(story.note().map(|note| format!("{note}.")));
    notes
}

/// The states of all threads, in order of their beginnings.
fn rows(run: &Shown<'_>) -> String {
    let report = run.story.report;
    let mut rows = Vec::new();
    let mut spans = 0;
    for happening in run.story.happenings() {
        let Some(state) = happening.event.state else {
            continue;
        };
        spans += 1;
        if rows.len() == MOST_ROWS {
            continue;
        }
        let event = happening.event;
        let text = |text: Option<String>| text.unwrap_or_default();
        let thread = &report.threads[happening.thread];
        rows.push(vec![
            report.name_of(thread),
            fine(event.at),
            state.name().to_string(),
            text(run.legend.object(report, thread.id, event)),
            text(event.reason.map(|reason| reason.name().to_string())),
            text(run.legend.place(event.site)),
        ]);
    }
    let caption = match spans > rows.len() as u64 {
        true => format!(
            "The first {} of {} states",
            count(rows.len() as u64),
            count(spans)
        ),
        false => format!("All {}", plural(spans, "state")),
    };
    let head = [
        "thread",
        "since",
        "state",
        "for or on",
        "stopped for",
        "line",
    ];
    table(&caption, &head, &rows)
}
