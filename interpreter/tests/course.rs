//! Pasted course material: Markdown files and notebooks, run, compared and listed like scripts.

use std::path::PathBuf;
use std::process::Command;

/// A folder of its own for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gilscope-{}-{test}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    fn file(&self, name: &str, content: &str) {
        std::fs::write(self.0.join(name), content).expect("a file can be written");
    }

    /// Status, stdout and stderr.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gilscope"));
        command.args(args).current_dir(&self.0).env("TERM", "dumb");
        let output = command.output().expect("gilscope can be run");
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    }

    #[track_caller]
    fn prints(&self, args: &[&str], out: &str) {
        assert_eq!(self.run(args), (Some(0), out.into(), String::new()));
    }

    #[track_caller]
    fn refuses(&self, args: &[&str], words: &[&str]) {
        let (status, out, err) = self.run(args);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{err}");
        words
            .iter()
            .for_each(|word| assert!(err.contains(word), "{word}\n--- not in\n{err}"));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const LESSON: &str = "\
# Threads

A thread is started, and joined:

```python
import threading

def work(n):
    print('work', n)

t = threading.Thread(target=work, args=(1,))
t.start()
t.join()
```

```sh
pip install nothing
```

## What goes wrong

- in a list, too:

  ```py
  def half(n):
      return n / 0

  half(1)
  ```

## Elsewhere

```python
print('elsewhere')
1 + 1
```
";

#[test]
fn blocks_of_markdown() {
    let folder = Folder::new("markdown");
    folder.file("lesson.md", LESSON);
    let trace = "Traceback (most recent call last):\n  File \"lesson.md\", line 28, in <module>\n    \
                 half(1)\n    ~~~~^^^\n  File \"lesson.md\", line 26, in half\n    return n / 0\n           \
                 ~~^~~\nZeroDivisionError: division by zero\n";
    assert_eq!(
        folder.run(&["lesson.md"]),
        (Some(1), "work 1\n".into(), trace.into())
    );
    folder.prints(&["--block", "1", "lesson.md"], "work 1\n");
    folder.prints(
        &["--block", "elsewhere", "--block", "1", "lesson.md"],
        "work 1\nelsewhere\n",
    );
    folder.prints(
        &["run", "--echo", "--block", "3", "lesson.md"],
        "elsewhere\n2\n",
    );
    folder.refuses(&["--block", "4", "lesson.md"], &["has 3 such", "'4'"]);
    folder.refuses(&["--block", "Nowhere", "lesson.md"], &["'Nowhere'"]);
    folder.file("script.py", "print(1)\n");
    folder.refuses(&["--block", "1", "script.py"], &["--block is for Markdown"]);
    let (status, listing, _) = folder.run(&["dis", "--block", "2", "lesson.md"]);
    assert_eq!(status, Some(0));
    assert!(
        listing.contains("  26 ") && !listing.contains("work"),
        "{listing}"
    );
    let compare = [
        "compare",
        "--no-real",
        "--no-python",
        "--block",
        "1",
        "lesson.md",
    ];
    assert_eq!(folder.run(&compare).0, Some(0));
}

#[test]
fn wrong_markdown() {
    let folder = Folder::new("wrong-markdown");
    folder.file(
        "typo.md",
        "text\n\n```python\nprint(1\n```\n\n```python\nprint(2)\n```\n",
    );
    let wrong =
        "  File \"typo.md\", line 4\n    print(1\n         ^\nSyntaxError: '(' was never closed\n";
    assert_eq!(
        folder.run(&["typo.md"]),
        (Some(1), String::new(), wrong.into())
    );
    folder.prints(&["--block", "2", "typo.md"], "2\n");
    folder.file("none.md", "text\n```\nx\n```\n");
    folder.refuses(&["none.md"], &["no block of Python in 'none.md'"]);
    folder.file("prompt.md", "```python\n>>> 1 + 1\n2\n```\n");
    folder.refuses(&["prompt.md"], &["a block of a session", "prompt.md:2:1"]);
    folder.file("subset.md", "\n```python\nimport requests\n```\n");
    folder.refuses(&["subset.md"], &["`import requests`", "subset.md:3:8"]);
}

/// A notebook with these code cells, and text between them.
fn notebook(cells: &[&str]) -> String {
    let cells = cells.iter().map(|source| {
        let lines: Vec<String> = source.split_inclusive('\n').map(String::from).collect();
        serde_json::json!({"cell_type": "code", "source": lines, "outputs": [], "metadata": {}})
    });
    let text =
        serde_json::json!({"cell_type": "markdown", "source": "# A heading", "metadata": {}});
    let cells: Vec<serde_json::Value> = cells.flat_map(|cell| [text.clone(), cell]).collect();
    serde_json::json!({"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": {
        "language_info": {"name": "python"}
    }})
    .to_string()
}

#[test]
fn cells_of_notebooks() {
    let folder = Folder::new("notebook");
    folder.file(
        "n.ipynb",
        &notebook(&[
            "import time\nx = 20",
            "def f():\n    return x + 1\nf()",
            "print(f())\nf() / 0",
        ]),
    );
    let trace = "Traceback (most recent call last):\n  File \"n.ipynb, cell 3\", line 2, in <module>\n    \
                 f() / 0\n    ~~~~^~~\nZeroDivisionError: division by zero\n";
    assert_eq!(
        folder.run(&["n.ipynb"]),
        (Some(1), "21\n".into(), trace.into())
    );
    folder.prints(
        &["--echo", "--block", "1", "--block", "2", "n.ipynb"],
        "21\n",
    );
    folder.prints(&["--block", "1", "n.ipynb"], "");
    folder.file("typo.ipynb", &notebook(&["x = 1", "\nif x = 1:\n    pass"]));
    let wrong = "  File \"typo.ipynb, cell 2\", line 2\n    if x = 1:\n       ^^^^^\nSyntaxError: invalid \
                 syntax. Maybe you meant '==' or ':=' instead of '='?\n";
    assert_eq!(
        folder.run(&["typo.ipynb"]),
        (Some(1), String::new(), wrong.into())
    );
    folder.file(
        "magic.ipynb",
        &notebook(&["x = 1", "y = 2\n%timeit f()\n", "!pip install z"]),
    );
    folder.refuses(
        &["magic.ipynb"],
        &["the notebook's `%timeit`", "magic.ipynb, cell 2:2:1"],
    );
    folder.refuses(
        &["--block", "3", "magic.ipynb"],
        &["the notebook's `!pip`", "cell 3:1:1"],
    );
    folder.file("subset.ipynb", &notebook(&["x = 1", "\nx = '\\N{DASH}'\n"]));
    folder.refuses(
        &["subset.ipynb"],
        &["`\\N{DASH}`", "subset.ipynb, cell 2:2:5"],
    );
    folder.file(
        "r.ipynb",
        "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"R\"}}}",
    );
    folder.refuses(&["r.ipynb"], &["a notebook of R"]);
    folder.file("old.ipynb", "{\"nbformat\": 3, \"worksheets\": []}");
    folder.refuses(&["old.ipynb"], &["no notebook of nbformat 4"]);
    folder.file("bad.ipynb", "no JSON");
    folder.refuses(&["bad.ipynb"], &["'bad.ipynb' is no notebook"]);
}
