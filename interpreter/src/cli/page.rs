//! Reports as HTML: what is known here of a run, a comparison or a sweep, and where the page goes.

use gilscope::lab::bars::Shown;
use gilscope::lab::charts::summary;
use gilscope::lab::compare::Comparison;
use gilscope::lab::json::{configuration, page_figures};
use gilscope::lab::legend::Legend;
use gilscope::lab::page::Page;
use gilscope::lab::story::Story;
use gilscope::lab::sweep::Sweep;
use gilscope::lab::xray::{self, Xray};
use gilscope::machine::{Outcome, Script, Setup};
use gilscope_runtime::driver::Io;

/// The page of one run, with what was found out about the reasons.
pub fn of_run(outcome: &Outcome, setup: &Setup, script: &Script, why: Option<&str>) -> String {
    let name = script.code.source.name.clone();
    let legend = Legend::of(outcome);
    let story = Story::new(&outcome.report, setup.config.io == Io::Hold);
    let run = Shown::new("This run".into(), story, &legend);
    let figures = gilscope::lab::json::of_run(&name, outcome, setup);
    let page = Page {
        title: name,
        why: why.map_or_else(|| summary(&run), |text| format!("Why: {text}")),
        facts: facts(setup, true),
        verdict: None,
        runs: vec![run],
        script: Some((script, setup.options.switched_at(), 0)),
        parts: Vec::new(),
        figures: page_figures(figures),
    };
    page.html()
}

/// The page of an X-ray.
pub fn of_xray(xray: &Xray, outcome: &Outcome, setup: &Setup, script: &Script) -> String {
    let legend = Legend::of(outcome);
    let story = Story::new(&outcome.report, setup.config.io == Io::Hold);
    let run = Shown::new("The run that was looked into".into(), story, &legend);
    let page = Page {
        title: format!("{}, X-ray", xray.script),
        why: xray.summary(),
        facts: facts(setup, true),
        verdict: None,
        runs: vec![run],
        script: Some((script, setup.options.switched_at(), 0)),
        parts: vec![("xray", "X-ray", xray::page(xray))],
        figures: xray::to_json(xray),
    };
    page.html()
}

/// The page of a comparison.
pub fn of_comparison(comparison: &Comparison, setup: &Setup, script: &Script) -> String {
    let rows = comparison.rows.iter();
    let runs: Vec<Shown> = rows
        .filter_map(|row| {
            let report = row.report.as_ref()?;
            let clock = if row.is_virtual { "virtual" } else { "real" };
            let name = format!("{} ({clock})", row.name);
            let story = Story::new(report, row.io == Io::Hold);
            Some(Shown::new(name, story, &row.legend))
        })
        .collect();
    let why = comparison.why.as_ref().map(|text| {
        let output = comparison.agreement().words();
        format!("Why: {text} Output: {output}.")
    });
    let figures = gilscope::lab::json::of_comparison(comparison);
    let page = Page {
        title: comparison.script.clone(),
        why: why.unwrap_or_default(),
        facts: facts(setup, false),
        verdict: Some(comparison.verdict()),
        script: (runs.len() > 1).then_some((script, setup.options.switched_at(), 1)),
        runs,
        parts: Vec::new(),
        figures: page_figures(figures),
    };
    page.html()
}

/// The page of a sweep.
pub fn of_sweep(sweep: &Sweep) -> String {
    sweep.html(surroundings())
}

/// What is known of where and how gilscope was started.
fn surroundings() -> Vec<(&'static str, String)> {
    let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    let words: Vec<String> = words.collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let system = format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH);
    vec![
        ("command line", words.join(" ")),
        ("version", format!("gilscope {}", env!("CARGO_PKG_VERSION"))),
        ("this machine", format!("{cores} cores, {system}")),
    ]
}

/// What there is to know beside the figures. A comparison chooses clock, GIL and the like itself.
fn facts(setup: &Setup, is_run: bool) -> Vec<(&'static str, String)> {
    let mut facts = surroundings();
    let names = [
        ("clock", "clock"),
        ("gil", "GIL"),
        ("switch", "switch after"),
        ("handoff", "hand-off"),
        ("safe_points", "safe points"),
        ("io", "GIL during I/O"),
        ("counting", "counting"),
        ("cores", "simulated cores"),
        ("seed", "seed"),
    ];
    let chosen_by_comparison = ["clock", "gil", "io", "counting"];
    let configuration = configuration(setup);
    for (key, name) in names {
        let value = &configuration[key];
        if value.is_null() || !is_run && chosen_by_comparison.contains(&key) {
            continue;
        }
        let text = match value {
            serde_json::Value::Bool(true) => "on".to_string(),
            serde_json::Value::Bool(false) => "off".to_string(),
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Object(switch) => {
                let parts = switch
                    .iter()
                    .map(|(unit, number)| format!("{number} {unit}"));
                parts.collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        };
        facts.push((name, text));
    }
    facts
}
