//! The report as one page of HTML: what the terminal says, timelines, charts, the source, all figures.
//!
//! One file that asks for nothing from anywhere; everything that comes from outside is escaped. It
//! reads without its script, which adds zoom and pan, and in print.

use super::bars::{Shown, shortest_bar, timeline};
use super::charts;
use super::margin;
use super::markup::{escape, json, table};
use crate::machine::Script;
use crate::safe_points::SafePoints;
use gilscope_runtime::time::Nanos;
use serde_json::Value;
use std::fmt::Write;

/// What a page is made of.
pub struct Page<'a> {
    /// The script's name.
    pub title: String,
    /// What the report comes to, in a sentence or two.
    pub why: String,
    /// What else there is to know: machine, versions, command line, seed, clock.
    pub facts: Vec<(&'static str, String)>,
    /// The table of the verdict: its head and rows; for comparisons.
    pub verdict: Option<(Vec<&'static str>, Vec<Vec<String>>)>,
    /// The runs, those of a comparison one below the other.
    pub runs: Vec<Shown<'a>>,
    /// The script, the set of safe points, and which of the runs the figures in its margin come from.
    pub script: Option<(&'a Script, SafePoints, usize)>,
    /// Further parts: what links call them, their titles and contents.
    pub parts: Vec<(&'static str, &'static str, String)>,
    /// All figures.
    pub figures: Value,
}

/// Patterns of the states: hatched, so that they differ without colours too.
const PATTERNS: &str = "\
<svg class=\"patterns\" aria-hidden=\"true\"><defs>
<pattern id=\"hatch-wants\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><rect class=\"ground\" width=\"6\" height=\"6\"/>\
<rect width=\"3.5\" height=\"6\" fill=\"#E69F00\"/></pattern>
<pattern id=\"hatch-io\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"ground\" width=\"5\" height=\"5\"/><circle cx=\"2.5\" cy=\"2.5\" r=\"1\" \
fill=\"#999999\"/></pattern>
<pattern id=\"hatch-lock\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"ground\" width=\"6\" height=\"6\"/><path d=\"M0 0L6 6M6 0L0 6\" stroke=\"#CC79A7\" \
stroke-width=\"1.6\"/></pattern>
<pattern id=\"hatch-join\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"ground\" width=\"8\" height=\"8\"/><path d=\"M0 4H5\" stroke=\"#999999\" \
stroke-width=\"1\"/></pattern>
<pattern id=\"hatch-collector\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"ground\" width=\"6\" height=\"6\"/><path d=\"M0 2H6M0 4H6\" stroke=\"#009E73\" \
stroke-width=\"1\"/></pattern>
<pattern id=\"hatch-ready\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(-45)\"><rect class=\"ground\" width=\"6\" height=\"6\"/>\
<rect width=\"1.5\" height=\"6\" fill=\"#56B4E9\"/></pattern>
<pattern id=\"hatch-several\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><rect class=\"ground\" width=\"4\" height=\"4\"/>\
<rect width=\"2\" height=\"4\" fill=\"#0072B2\"/></pattern>
</defs></svg>
";

impl Page<'_> {
    /// The whole page.
    pub fn html(&self) -> String {
        let mut out = String::new();
        self.header(&mut out);
        for (id, title, content) in &self.parts {
            section(&mut out, id, title, content);
        }
        self.timelines(&mut out);
        self.charts(&mut out);
        if let Some((script, set, run)) = self.script
            && let Some(run) = self.runs.get(run)
        {
            let source = margin::source(script, set, run);
            section(
                &mut out,
                "source",
                "Source",
                &format!("<div class=\"scroll\">{source}</div>\n"),
            );
        }
        let script = Some(include_str!("page.js"));
        document(&self.title, &out, &self.figures, script)
    }

    fn header(&self, out: &mut String) {
        heading(out, &self.title, &self.why);
        if let Some((head, rows)) = &self.verdict {
            let verdict = table("The same script in several ways", head, rows);
            let _ = writeln!(out, "<div class=\"scroll\">{verdict}</div>");
        }
        facts(out, &self.facts);
        out.push_str("<nav aria-label=\"Sections\">");
        for (id, title, _) in &self.parts {
            let _ = write!(out, "<a href=\"#{id}\">{}</a>", escape(title));
        }
        out.push_str("<a href=\"#timelines\">Timelines</a>");
        out.push_str("<a href=\"#charts\">Where the time went</a>");
        if self.script.is_some() {
            out.push_str("<a href=\"#source\">Source</a>");
        }
        out.push_str("</nav>\n");
    }

    fn timelines(&self, out: &mut String) {
        let ends = self.runs.iter().map(|run| run.story.report.elapsed);
        let axis = ends.max().unwrap_or(Nanos(1)).max(Nanos(1));
        let least = shortest_bar(&self.runs, axis);
        let mut content = String::from(
            "<p class=\"note hint\">Point at a bar, or press Tab to reach a timeline: + and − zoom, \
             0 shows all, ← and → move, ↑ and ↓ choose a lane, n and p go from bar to bar. Ctrl and \
             the wheel zoom too; drag to move.</p>\n",
        );
        for (run, number) in self.runs.iter().zip(1..) {
            content.push_str(&timeline(run, number, axis, least));
        }
        content.push_str("<p class=\"readout\" role=\"status\" aria-live=\"polite\"></p>\n");
        section(out, "timelines", "Timelines", &content);
    }

    fn charts(&self, out: &mut String) {
        let mut content = String::new();
        for run in &self.runs {
            content.push_str(&charts::shares(run));
            content.push_str("<div class=\"charts\">\n");
            content.push_str(&charts::histograms(run));
            if run.has_gil {
                content.push_str(&charts::handovers(run));
            }
            content.push_str("</div>\n");
        }
        section(out, "charts", "Where the time went", &content);
    }
}

/// A whole page: what stands in its body, all figures as JSON, and what makes it move.
pub(super) fn document(title: &str, body: &str, figures: &Value, script: Option<&str>) -> String {
    let script = script.map_or(String::new(), |text| format!("<script>\n{text}</script>\n"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{} · gilscope</title>\n<style>\n{}</style>\n</head>\n<body>\n{PATTERNS}{body}\
         <script type=\"application/json\" id=\"figures\">{}</script>\n{script}</body>\n</html>\n",
        escape(title),
        include_str!("page.css"),
        json(figures),
    )
}

/// What the page is about, and what it comes to.
pub(super) fn heading(out: &mut String, title: &str, why: &str) {
    let (title, why) = (escape(title), escape(why));
    let _ = write!(out, "<h1>{title}</h1>\n<p class=\"why\">{why}</p>\n");
}

/// A list of names and values.
pub(super) fn facts(out: &mut String, facts: &[(&str, String)]) {
    out.push_str("<dl>\n");
    for (name, value) in facts {
        let (name, value) = (escape(name), escape(value));
        let _ = writeln!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    out.push_str("</dl>\n");
}

/// A part of the page that links lead to.
pub(super) fn section(out: &mut String, id: &str, title: &str, content: &str) {
    let title = escape(title);
    let _ = write!(
        out,
        "<section id=\"{id}\">\n<h2>{title}</h2>\n{content}</section>\n"
    );
}
