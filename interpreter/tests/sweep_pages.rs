//! The page of `gilscope sweep --html`, by its structure and in a browser.

#[path = "common/programs.rs"]
mod programs;
#[path = "common/folder.rs"]
mod folder;
#[path = "common/html.rs"]
mod html;

use folder::{Folder, Ran};
use html::{BROWSERS, Element, check, figures, in_browser, named, of_class};
use programs::SERIAL;
use serde_json::Value;

/// Runs a line, which is to end with this status.
#[track_caller]
fn run(folder: &Folder, status: i32, line: &str) -> Ran {
    let ran = folder.gilscope(line);
    assert_eq!(ran.status, Some(status), "{}", ran.err);
    ran
}

/// The text, wherever its lines are broken.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json(folder: &Folder, name: &str) -> Value {
    serde_json::from_str(&folder.read(name)).expect("it is JSON")
}

fn why(elements: &[Element]) -> &str {
    &of_class(elements, "why").next().expect("a sentence").text
}

fn notes(elements: &[Element]) -> String {
    of_class(elements, "note")
        .map(|it| it.text.as_str())
        .collect()
}

/// The points of each curve of a page: those of legends are in no curve.
fn points(page: &str) -> Vec<usize> {
    let curves = page.split("<g class=\"curve ").skip(1);
    let own = curves.map(|curve| curve.split("</g>").next().unwrap_or_default());
    own.map(|curve| curve.matches(" class=\"point ").count())
        .collect()
}

#[test]
fn curves_have_their_points_and_laws_as_in_the_terminal() {
    let folder = Folder::new("sweep-curves");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary threads=1,2,4,8 --vary gil=on,off --cores 8";
    let ran = run(&folder, 0, &format!("{line} --html s.html --json s.json"));
    let page = folder.read("s.html");
    assert!(
        !page.contains("http:") && !page.contains("https:"),
        "no network"
    );
    let elements = check(&page);
    assert_eq!(figures(&elements), json(&folder, "s.json"));
    assert_eq!(points(&page), [4, 4], "as many points as cells");
    let said = words(&ran.out);
    let laws: Vec<String> = of_class(&elements, "law")
        .map(|law| words(&law.text))
        .collect();
    assert_eq!(laws.len(), 2, "a line for each law");
    for law in &laws {
        assert!(said.contains(law), "{law}\n{said}");
    }
    assert!(
        laws.iter()
            .any(|law| law.contains("Amdahl's law, serial part 2")),
        "{laws:?}"
    );
    let items = named(&elements, "li").map(|item| words(&item.text));
    let items: Vec<String> = items.collect();
    for label in ["gil=on: no gain", "gil=off: Amdahl's law, serial part 2"] {
        assert!(
            items.iter().any(|item| item.starts_with(label)),
            "{items:?}"
        );
        assert!(said.contains(label), "{said}");
    }
    let conclusion = words(why(&elements));
    let (least, reason) = conclusion.split_once(" Why: ").expect("both");
    assert!(
        said.ends_with(&format!("Why: {reason}")),
        "{reason}\n{said}"
    );
    assert!(
        said.contains(&least.trim_end_matches('.').replacen('L', "l", 1)),
        "{least}"
    );
    let again = run(&folder, 0, &format!("{line} --html s.html --json s.json"));
    assert_eq!(
        (again.out, folder.read("s.html")),
        (ran.out, page),
        "virtual time is exact"
    );
}

#[test]
fn where_no_law_fits_there_is_no_line_of_one() {
    let folder = Folder::new("sweep-misses");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary threads=1,2,4,8,16 --gil off --cores 2 --html s.html";
    let ran = run(&folder, 0, line);
    assert!(
        words(&ran.out).contains("Amdahl's law does not fit"),
        "{}",
        ran.out
    );
    let page = folder.read("s.html");
    let elements = check(&page);
    assert_eq!(points(&page), [5]);
    assert_eq!(of_class(&elements, "law").count(), 0);
    let laws = of_class(&elements, "laws").next().expect("a list");
    assert!(
        laws.text.contains("Amdahl's law does not fit"),
        "{}",
        laws.text
    );
}

#[test]
fn the_tiles_of_a_map_are_the_cells_of_its_table() {
    let folder = Folder::new("sweep-tiles");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary cores=1,2,4 --vary WORK=10_000..50_000 --gil off";
    run(&folder, 0, &format!("{line} --html s.html --json s.json"));
    let elements = check(&folder.read("s.html"));
    let in_map = |element: &&Element| element.inside.contains(&"table".into());
    let table: Vec<&str> = named(&elements, "td")
        .filter(in_map)
        .filter(|cell| cell.inside.contains(&"figure".into()) && cell.text.ends_with('s'))
        .map(|cell| cell.text.as_str())
        .collect();
    let times: Vec<&str> = of_class(&elements, "time")
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(times.len(), 9);
    // The table of the curves stands before that of the map.
    assert_eq!(times, table[table.len() - 9..]);
    let tiles = of_class(&elements, "tile").filter(|tile| !tile.text.is_empty());
    let tiles: Vec<&Element> = tiles.collect();
    for (tile, time) in tiles.iter().zip(&times) {
        assert!(
            tile.text.contains(&format!("\nelapsed: {time}\n")),
            "{tile:?}"
        );
    }
    let cells = &json(&folder, "s.json")["cells"];
    let cells = cells.as_array().expect("a list");
    assert_eq!(tiles.len(), cells.len());
    let elapsed = |cell: &&Value| (cell["elapsed"].as_u64(), cell["index"].as_u64());
    let best = &cells.iter().min_by_key(elapsed).expect("a cell")["at"];
    let label = format!(
        "cores={} WORK={}\n",
        best["cores"].as_str().expect("text"),
        best["WORK"].as_str().expect("text")
    );
    let framed: Vec<&Element> = of_class(&elements, "best").collect();
    assert_eq!(framed.len(), 1);
    assert!(framed[0].text.starts_with(&label), "{framed:?}");
}

#[test]
fn times_that_are_the_same_are_of_one_shade() {
    let folder = Folder::new("sweep-same");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary threads=1,2,4 --vary cores=1,2 --gil on --html s.html";
    let ran = run(&folder, 0, line);
    assert!(ran.out.contains("all the same within 1 %"), "{}", ran.out);
    let elements = check(&folder.read("s.html"));
    let times: Vec<&Element> = of_class(&elements, "time").collect();
    assert_eq!(times.len(), 6);
    assert!(times.iter().all(|time| time.has_class("s0")), "{times:?}");
    let said = notes(&elements);
    assert!(said.contains("All the same within 1 %: "), "{said}");
}

#[test]
fn nothing_in_names_and_values_breaks_the_page() {
    let folder = Folder::new("sweep-hostile");
    let script = "\
import sys
PRICE = 1
if sys.argv[1].startswith('</script>'): raise ValueError('</td><img src=x>')
";
    std::fs::create_dir_all(folder.0.join("<")).expect("a folder can be made");
    folder.file("</script>.py", script);
    let values = "argv=1,</script><img src=x onerror=alert(1)>,&amp;\"'<!--";
    let ran = folder.run(&[
        "sweep",
        "</script>.py",
        "--vary",
        values,
        "--html",
        "s.html",
    ]);
    assert_eq!(ran.status, Some(2), "a quote that is not closed");
    let values = "argv=1,</script><img src=x onerror=alert(1)>,&amp;<!--";
    let ran = folder.run(&[
        "sweep",
        "</script>.py",
        "--vary",
        values,
        "--html",
        "s.html",
    ]);
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    let elements = check(&folder.read("s.html"));
    for name in ["img", "b"] {
        assert_eq!(named(&elements, name).count(), 0, "{name}");
    }
    assert_eq!(
        named(&elements, "h1").next().expect("a title").text,
        "</script>.py"
    );
    assert_eq!(figures(&elements)["axes"][0]["values"][2], "&amp;<!--");
    let failed = named(&elements, "td").filter(|cell| cell.text.contains("</td><img src=x>"));
    assert_eq!(failed.count(), 1);
    assert!(
        why(&elements).contains("1 of 3 runs failed."),
        "{}",
        why(&elements)
    );
}

#[test]
fn a_failing_run_is_in_the_map() {
    let folder = Folder::new("sweep-failing");
    folder.file(
        "s.py",
        "A = 1\nB = 1\nfor _ in range(A * 1000): pass\n1 / (A - B)\n",
    );
    run(
        &folder,
        1,
        "sweep s.py --vary A=1,2,3 --vary B=1,5 --html s.html",
    );
    let elements = check(&folder.read("s.html"));
    let failed: Vec<&Element> = of_class(&elements, "failed").collect();
    let tile = failed.iter().find(|it| it.name == "rect").expect("a tile");
    assert!(
        tile.text
            .starts_with("A=1 B=1\nfailed: exit status 1: ZeroDivision"),
        "{tile:?}"
    );
    let text = failed
        .iter()
        .find(|it| it.name == "text")
        .expect("its text");
    assert_eq!((text.text.as_str(), failed.len()), ("failed", 2));
}

#[test]
fn the_page_of_a_large_grid_is_of_bounded_size_and_says_what_it_leaves_out() {
    let folder = Folder::new("sweep-large");
    folder.file("s.py", "A = 1\nfor _ in range(A): pass\n");
    let line = "sweep s.py --vary seed=1..100000/90 --vary A=1..10000/70 --html s.html";
    run(&folder, 0, line);
    let page = folder.read("s.html");
    assert!(page.len() < 6_000_000, "{}", page.len());
    let elements = check(&page);
    let tiles = of_class(&elements, "tile").filter(|tile| !tile.text.is_empty());
    assert_eq!(tiles.count(), 80 * 60);
    let legend = of_class(&elements, "legend").next().expect("a legend");
    let mark = "the larger the longer";
    assert!(
        legend.text.contains(mark),
        "not by colour alone: {legend:?}"
    );
    let said = notes(&elements);
    for part in [
        "80 of 81 values of seed",
        "60 of 61 values of A",
        "The first 1 000 of ",
        "holds the first 4 000 of them",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let figures = figures(&elements);
    let held = figures["cells"].as_array().expect("a list").len() as u64;
    let left_out = figures["cells_left_out"].as_u64().expect("a number");
    let all: usize = { figures["axes"].as_array().expect("a list").iter() }
        .map(|axis| axis["values"].as_array().expect("a list").len())
        .product();
    assert_eq!((held, held + left_out), (4_000, all as u64));
}

#[test]
fn the_page_of_merged_shards_is_that_of_the_whole() {
    let folder = Folder::new("sweep-shards");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary threads=1,2,4 --vary gil=on,off";
    let whole = run(&folder, 0, &format!("{line} --html whole.html"));
    for part in 1..=3 {
        let rest = format!("--shard {part}/3 --json {part}.json --html {part}.html");
        let shard = run(&folder, 0, &format!("{line} {rest}"));
        assert!(
            !shard.out.contains("Why: "),
            "of the whole only: {}",
            shard.out
        );
    }
    let part = check(&folder.read("2.html"));
    assert!(
        notes(&part).contains("This is shard 2 of 3."),
        "{}",
        notes(&part)
    );
    assert_eq!(of_class(&part, "curve").count(), 0);
    let merged = run(&folder, 0, "merge 3.json 1.json 2.json --html merged.html");
    assert!(merged.out.contains("Why: "), "{}", merged.out);
    assert_eq!(merged.out, whole.out);
    // But for the command line, which is another.
    let rest = |name: &str| {
        let page = folder.read(name);
        let (_, rest) = page.split_once("<dt>version").expect("facts");
        rest.to_string()
    };
    assert_eq!(rest("merged.html"), rest("whole.html"));
}

#[test]
fn a_browser_draws_the_page_of_a_sweep() {
    let folder = Folder::new("sweep-browser");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary threads=1,2,4,8 --vary cores=1,2,4 --gil off --html s.html";
    run(&folder, 0, line);
    let person = "<script>
        const boxes = (what) => [...document.querySelectorAll(what)]
            .map((it) => it.getBoundingClientRect()).filter((box) => box.width > 3 && box.height > 3);
        const wide = (what) => boxes(what).every((box) => box.right <= innerWidth);
        const fits = ['svg', '.tile', '.point'].every(wide);
        const colours = new Set([...document.querySelectorAll('.curve .point')]
            .map((it) => getComputedStyle(it).stroke));
        const inside = [...document.querySelectorAll('.map svg text.time')].every((text) => {
            const box = text.getBBox(), tile = text.previousElementSibling.getBBox();
            return box.x >= tile.x && box.x + box.width <= tile.x + tile.width;
        });
        document.documentElement.dataset.seen = [boxes('.curve .point').length,
            boxes('.map > svg > .tile').length,
            colours.size, fits, inside].join(' ');
        </script></body>";
    let page = folder.read("s.html").replace("</body>", person);
    folder.file("p.html", &page);
    let Some(dom) = in_browser(&folder.0.join("p.html"), &folder.0) else {
        println!("skipped: none of {} is installed", BROWSERS.join(", "));
        return;
    };
    let head = &dom[..dom.find("<head").expect("a head")];
    assert!(head.contains("data-seen=\"12 12 3 true true\""), "{head}");
}
