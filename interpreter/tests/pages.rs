//! The page of `--html`, by its structure and in a browser; the other pictures of the command line.

#[path = "common/programs.rs"]
mod programs;
#[path = "common/folder.rs"]
mod folder;
#[path = "common/html.rs"]
mod html;

use folder::Folder;
use html::{BROWSERS, Element, check, figures, in_browser, named, of_class};
use programs::MIXED;
use serde_json::Value;
use std::process::Command;

#[test]
fn the_page_of_a_run() {
    let folder = Folder::new("page");
    folder.file("s.py", MIXED);
    let run = [
        "run", "--clock", "virtual", "--html", "r.html", "--json", "r.json", "s.py",
    ];
    assert_eq!(folder.says(&run), "");
    let page = folder.read("r.html");
    assert!(
        !page.contains("http:") && !page.contains("https:"),
        "no network"
    );
    let elements = check(&page);
    let json: Value = serde_json::from_str(&folder.read("r.json")).expect("it is JSON");
    assert_eq!(figures(&elements), json);
    let bars: Vec<&Element> = of_class(&elements, "bar").collect();
    assert!(bars.len() > 50, "{}", bars.len());
    let in_lanes = bars
        .iter()
        .filter(|bar| bar.inside.ends_with(&["svg".into(), "g".into()]));
    for bar in in_lanes {
        assert!(bar.text.contains(" to "), "a bar says what it is: {bar:?}");
    }
    let titles: String = bars.iter().map(|bar| bar.text.as_str()).collect();
    for part in [
        "GIL: Thread-1 (work)",
        "instructions, until:",
        "s.py:5",
        "lock, held by Thread-",
    ] {
        assert!(titles.contains(part), "{part}");
    }
    let lanes: Vec<&str> = of_class(&elements, "lane")
        .filter_map(|it| it.get("data-name"))
        .collect();
    assert_eq!(lanes[..2], ["GIL", "MainThread"]);
    assert_eq!(lanes.len(), 5);
    let code = named(&elements, "pre")
        .map(|it| it.text.as_str())
        .collect::<String>();
    assert!(code.contains('⇄') && code.contains("LoadGlobal"), "{code}");
    let again = folder.run(&run);
    assert_eq!(again.status, Some(0));
    assert_eq!(folder.read("r.html"), page, "virtual time is exact");
}

#[test]
fn the_bars_of_a_lane_show_the_ledger() {
    let folder = Folder::new("bars");
    folder.file("s.py", MIXED);
    folder.says(&["run", "--clock", "virtual", "--html", "r.html", "s.py"]);
    let page = folder.read("r.html");
    let elements = check(&page);
    let figures = figures(&elements);
    let elapsed = figures["run"]["elapsed"].as_f64().expect("a number");
    // The drawing goes lane by lane, each in order of time.
    let svg = page.split("<g class=\"lane\" data-name=\"").skip(2);
    let threads = figures["run"]["threads"].as_array().expect("a list");
    for (lane, thread) in svg.zip(threads) {
        let mut ends = 0.0;
        let mut running = 0.0;
        for bar in lane.split("<rect class=\"bar ").skip(1) {
            let number = |key: &str| -> f64 {
                let rest = bar.split(&format!(" {key}=\"")).nth(1).expect(key);
                rest.split('"')
                    .next()
                    .and_then(|text| text.parse().ok())
                    .expect(key)
            };
            let (x, width) = (number("x"), number("width"));
            assert!(x >= ends - 0.06, "bars do not overlap: {bar}");
            ends = x + width;
            if bar.starts_with("run\"") {
                running += width;
            }
            if bar.contains("</g>") {
                break;
            }
        }
        let expected = thread["states"]["running"].as_f64().expect("a number") / elapsed * 1010.0;
        assert!(
            (running - expected).abs() < 1.5,
            "{running} against {expected}: {thread}"
        );
    }
}

#[test]
fn nothing_in_a_script_breaks_the_page() {
    let folder = Folder::new("hostile");
    let script = "\
import threading
# </script></style></pre></textarea><img src=x onerror=alert(1)><!-- --> ]]>
name = '</script><img src=x onerror=\"alert(1)\">&amp;\\'\\x1b[31m\\x00\\u2028'
lock = threading.Lock()
thread = threading.Thread(target=lambda: lock.acquire(), name=name)
thread.start()
thread.join()
";
    folder.file("<b>&'s.py", script);
    folder.says(&["run", "--clock", "virtual", "--html", "r.html", "<b>&'s.py"]);
    let elements = check(&folder.read("r.html"));
    for name in ["img", "b"] {
        assert_eq!(named(&elements, name).count(), 0, "{name}");
    }
    let figures = figures(&elements);
    assert!(
        figures["run"]["threads"][1]["name"]
            .as_str()
            .is_some_and(|it| it.contains("<img"))
    );
    let code: String = named(&elements, "code")
        .map(|it| it.text.as_str())
        .collect();
    assert!(
        code.contains("</textarea><img src=x onerror=alert(1)>"),
        "{code}"
    );
}

#[test]
fn a_page_is_of_bounded_size_and_says_what_it_leaves_out() {
    let folder = Folder::new("large");
    let script = "\
import threading, time
def work():
    for i in range(15000):
        time.sleep(0.0001)
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    folder.file("s.py", script);
    folder.says(&["run", "--clock", "virtual", "--html", "r.html", "s.py"]);
    let page = folder.read("r.html");
    assert!(page.len() < 6_000_000, "{}", page.len());
    let elements = check(&page);
    let notes: String = of_class(&elements, "note")
        .map(|it| it.text.as_str())
        .collect();
    assert!(notes.contains("are drawn as one bar"), "{notes}");
    let bars = of_class(&elements, "bar").count();
    assert!((1_000..25_000).contains(&bars), "{bars}");
    let run = ["run", "--clock", "virtual", "--trace-events", "1000"];
    let said =
        folder.says(&[&run[..], &["--html", "r.html", "--trace", "t.json", "s.py"]].concat());
    assert!(said.contains("note: t.json: the trace is full: "), "{said}");
    let elements = check(&folder.read("r.html"));
    let notes: String = of_class(&elements, "note")
        .map(|it| it.text.as_str())
        .collect();
    assert!(notes.contains("the trace is full: "), "{notes}");
}

#[test]
fn the_page_of_a_comparison() {
    let folder = Folder::new("comparison");
    folder.file("s.py", MIXED);
    let args = [
        "compare",
        "--no-real",
        "--no-python",
        "--html",
        "c.html",
        "s.py",
    ];
    assert_eq!(folder.says(&args), "");
    let elements = check(&folder.read("c.html"));
    let axes: Vec<&str> = elements
        .iter()
        .filter_map(|it| it.get("data-axis"))
        .collect();
    assert_eq!(axes.len(), 3);
    assert!(
        axes.iter().all(|axis| *axis == axes[0]),
        "one axis for all: {axes:?}"
    );
    let captions = named(&elements, "caption").map(|it| it.text.as_str());
    let captions: Vec<&str> = captions.collect();
    assert!(
        captions.contains(&"The same script in several ways"),
        "{captions:?}"
    );
    let why = of_class(&elements, "why").next().expect("a sentence");
    assert!(why.text.starts_with("Why: "), "{}", why.text);
}

#[test]
fn the_page_of_an_x_ray() {
    let folder = Folder::new("x-ray");
    folder.file("t.py", include_str!("../../programs/shared_table.py"));
    let args = ["xray", "--html", "x.html", "--json", "x.json", "t.py"];
    let ran = folder.run(&args);
    assert_eq!((ran.status, &*ran.err), (Some(0), ""));
    let part = "without the counts of Row of t.py:29";
    assert!(ran.out.contains(part), "{}", ran.out);
    let elements = check(&folder.read("x.html"));
    let json: Value = serde_json::from_str(&folder.read("x.json")).expect("it is JSON");
    assert_eq!(figures(&elements), json);
    let captions: Vec<&str> = { named(&elements, "caption") }
        .map(|it| it.text.as_str())
        .collect();
    for start in [
        "What if.",
        "Lines:",
        "Objects,",
        "Published to",
        "Alive at the end",
    ] {
        let is_there = captions.iter().any(|caption| caption.starts_with(start));
        assert!(is_there, "{start} {captions:?}");
    }
    let sections = { elements.iter() }.filter_map(|it| it.get("id"));
    assert!(sections.collect::<Vec<_>>().contains(&"xray"));
    for (args, part) in [
        (&["xray", "--counting", "racy", "t.py"][..], "racy counting"),
        (
            &["xray", "--what-if", "--no-what-if", "t.py"],
            "cannot be used with",
        ),
    ] {
        folder.run(args).says(2, part);
    }
}

#[test]
fn a_browser_draws_the_page_and_zooms() {
    let folder = Folder::new("browser");
    folder.file("s.py", MIXED);
    folder.says(&["run", "--clock", "virtual", "--html", "r.html", "s.py"]);
    // A person at the keyboard: zoom in, choose a lane, go to its second bar.
    let person = "<script>
        const svg = document.querySelector('.timeline > svg');
        const seen = () => [...document.querySelectorAll('.lane > .bar')]
            .filter((bar) => bar.style.display !== 'none').length;
        const before = seen();
        const boxes = svg.getBoundingClientRect();
        for (const key of ['+', '+', '+', 'ArrowDown', 'n', 'n'])
            svg.dispatchEvent(new KeyboardEvent('keydown', { key }));
        setTimeout(() => {
            document.documentElement.dataset.bars = `${before} ${seen()}`;
            document.documentElement.dataset.wide = boxes.width > 500;
        }, 500);
        </script></body>";
    let page = folder.read("r.html").replace("</body>", person);
    folder.file("p.html", &page);
    let Some(dom) = in_browser(&folder.0.join("p.html"), &folder.0) else {
        println!("skipped: none of {} is installed", BROWSERS.join(", "));
        return;
    };
    let head = &dom[..dom.find("<head").expect("a head")];
    assert!(
        head.contains("data-ready=\"yes\"") && head.contains("data-wide=\"true\""),
        "{head}"
    );
    let counts = head
        .split("data-bars=\"")
        .nth(1)
        .expect("the person was there");
    let counts = counts.split('"').next().unwrap_or_default();
    let (before, after) = counts.split_once(' ').expect("two counts");
    let (before, after): (u32, u32) = (before.parse().expect(counts), after.parse().expect(counts));
    assert!(
        0 < after && after < before,
        "an eighth of the time has fewer bars: {counts}"
    );
    let readout = dom
        .split("aria-live=\"polite\">")
        .nth(1)
        .expect("a readout");
    assert!(readout.starts_with("MainThread · "), "{}", &readout[..60]);
}

#[test]
fn cores_and_who_was_on_them() {
    let folder = Folder::new("cores");
    let script = "\
import threading
def work():
    for i in range(40000): pass
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    folder.file("s.py", script);
    let shown = |args: &[&str]| {
        let run = ["run", "--clock", "virtual", "--switch-every", "10000"];
        folder.says(&[&run[..], args, &["s.py"]].concat())
    };
    let on = shown(&["--timeline=cores"]);
    let row = |text: &str, name: &str| {
        let found = text
            .lines()
            .find(|line| line.trim_start().starts_with(name));
        found
            .unwrap_or_else(|| panic!("no {name} in\n{text}"))
            .to_string()
    };
    let row_of_all = row(&on, "core 0");
    let times = |mark: char| row_of_all.chars().filter(|c| *c == mark).count();
    assert!(
        ['1', '2', '3'].into_iter().all(|mark| times(mark) > 20),
        "{on}"
    );
    assert!(row(&on, "cores 1–3").contains(" idle  ····"), "{on}");
    assert!(!on.contains("core 1 ") && !on.contains("join"), "{on}");
    let off = shown(&["--gil", "off", "--timeline=both"]);
    for core in ["core 0", "core 1", "core 2", "core 3"] {
        let row = row(&off, core);
        let marks = row.chars().filter(|c| "M123".contains(*c)).count();
        assert!(core == "core 0" && marks > 0 || marks > 60, "{row}");
    }
    assert!(off.contains("~ join"), "and the threads: {off}");
    for text in [&on, &off] {
        assert!(
            text.lines().all(|line| line.chars().count() <= 100),
            "{text}"
        );
    }
    let many = shown(&[
        "--cores",
        "64",
        "--gil",
        "off",
        "--timeline=cores",
        "--ascii",
    ]);
    assert!(many.is_ascii(), "{many}");
    assert!(row(&many, "cores 4-63").contains("idle"), "{many}");
    let real = folder.run(&["run", "--timeline=cores", "s.py"]);
    real.says(2, "add --clock virtual");
}

/// Every key of figures, as the documentation writes them.
fn keys(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let at = if at.is_empty() {
                    key.clone()
                } else {
                    format!("{at}.{key}")
                };
                found.push(at.clone());
                keys(value, &at, found);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| keys(item, &format!("{at}[]"), found)),
        _ => {}
    }
}

/// A race, and locks in a circle.
const UNORDERED: &str = "import threading, time\nl, m = threading.Lock(), threading.Lock()\nx = 0\ndef f(a, \
                         b):\n    global x\n    with a:\n        with b: x = x + 1\n    x = x + 1\nfor p in ((l, \
                         m), (m, l)):\n    threading.Thread(target=f, args=p).start()\n    time.sleep(1)\n";

#[test]
fn every_key_of_the_figures_is_documented_and_every_documented_key_occurs() {
    use gilscope::lab::explore::keys::SCHEMA as EXPLORE;
    use gilscope::lab::json::{COMPARISON, COUNTINGS, RUN};
    use gilscope::lab::prediction::SCHEMA as AGREE;
    use gilscope::lab::schema::{documented, keys as known_keys};
    use gilscope::lab::sweep::SCHEMA as SWEEP;
    use gilscope::lab::xray::SCHEMA as XRAY;
    let folder = Folder::new("keys");
    folder.file("s.py", MIXED);
    folder.says(&[
        "run",
        "--clock",
        "virtual",
        "--timeline",
        "--json",
        "a.json",
        "s.py",
    ]);
    folder.says(&[
        "run",
        "--switch-interval",
        "5ms",
        "--json",
        "b.json",
        "s.py",
    ]);
    folder.says(&[
        "compare",
        "--no-real",
        "--no-python",
        "--json",
        "c.json",
        "s.py",
    ]);
    folder.file("w.py", include_str!("../../programs/why_the_gil_exists.py"));
    let racy = ["--counting", "racy", "--clock", "virtual", "--json"];
    folder.run(&[&["run"], &racy[..], &["d.json", "w.py"]].concat());
    folder.says(&["compare", "--countings", "--json", "e.json", "w.py", "500"]);
    folder.run(&["agree", "--runs", "1", "--json", "h.json", "s.py"]);
    folder.file("r.py", UNORDERED);
    folder.run(&[
        "run", "--races", "--clock", "virtual", "--json", "r.json", "r.py",
    ]);
    folder.file("t.py", include_str!("../../programs/shared_table.py"));
    folder.says(&["xray", "--json", "x.json", "t.py"]);
    folder.file("l.py", include_str!("../../programs/bugs/lost_update.py"));
    folder.run(&["explore", "--json", "l.json", "l.py"]);
    folder.file("q.py", include_str!("../../programs/bugs/abba_deadlock.py"));
    folder.run(&[
        "explore",
        "--oracle",
        "python3",
        "--oracle-runs",
        "1",
        "--json",
        "q.json",
        "q.py",
    ]);
    folder.says(&["run", "--opcode-stats", "--json", "o.json", "s.py"]);
    let real = ["sweep", "--clock", "real", "--runs", "1"];
    for (rest, file) in [
        (&real[..], "f.json"),
        (&["sweep", "--shard", "1/2"], "g.json"),
    ] {
        let vary = ["--vary", "gil=on,off", "--json", file, "s.py"];
        folder.says(&[rest, &vary].concat());
    }
    let has_python = Command::new("python3").arg("-V").output().is_ok();
    let files = [
        (RUN, &["a.json", "b.json", "d.json", "o.json", "r.json"][..]),
        (COMPARISON, &["c.json"]),
        (COUNTINGS, &["e.json"]),
        (SWEEP, &["f.json", "g.json"]),
        (AGREE, &["h.json"]),
        (XRAY, &["x.json"]),
        (
            EXPLORE,
            if has_python {
                &["l.json", "q.json"]
            } else {
                &["l.json"]
            },
        ),
    ];
    for (schema, files) in files {
        let mut used = Vec::new();
        for file in files {
            let figures: Value = serde_json::from_str(&folder.read(file)).expect("it is JSON");
            assert_eq!(figures["schema"], schema);
            let mut found = Vec::new();
            keys(&figures, "", &mut found);
            for key in found {
                let known = documented(schema, &key);
                used.push(known.unwrap_or_else(|| panic!("{key} of {file} is not documented")));
            }
        }
        // Of a page only.
        used.extend(["run.threads_left_out", "cells_left_out"]);
        if !has_python {
            used.extend(["peers[].name", "peers[].cells"]);
        }
        for key in known_keys(schema) {
            assert!(used.contains(&key), "{key} of {schema} does not occur");
        }
    }
    let text = folder.run(&["help", "json"]).out;
    assert!(
        [RUN, COMPARISON, SWEEP, AGREE]
            .iter()
            .all(|schema| text.contains(schema)),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn watching_needs_a_terminal_and_a_slow_clock() {
    let folder = Folder::new("watch");
    folder.file("s.py", "print('ran')\n");
    for (args, part) in [
        (&["run", "--watch", "s.py"][..], "--watch needs a terminal"),
        (
            &["run", "--watch", "--slow", "2x", "--clock", "real", "s.py"],
            "--slow needs the virtual clock",
        ),
        (&["run", "--slow", "10x", "s.py"], "--watch"),
        (&["run", "--watch", "--slow", "never", "s.py"], "1000x"),
    ] {
        let ran = folder.run(args);
        ran.says(2, part);
        assert_eq!(ran.out, "");
    }
}
