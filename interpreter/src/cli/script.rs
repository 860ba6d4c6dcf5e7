//! Where a script comes from, and what is refused before anything runs.

use super::arguments::ScriptArgs;
use super::diagnostics::{self, Refusal};
use super::status;
use super::terminal::Terminal;
use gilscope::lab::captured::FindModule;
use gilscope::lab::course::{self, Course, Problem, last_expressions};
use gilscope::lab::imports::{find_in, obstacle};
use gilscope::machine::Script;
use gilscope::text::{Source, Span};
use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A script's text, and what goes with it.
pub struct Text {
    source: Source,
    place: Place,
    /// Blocks and cells whose last expressions are shown.
    shown: Vec<Span>,
}

/// What a run must know of where its script came from.
#[derive(Clone, Debug)]
pub struct Place {
    /// `sys.argv`
    pub argv: Vec<String>,
    /// Folder of modules beside the script.
    pub folder: PathBuf,
    /// What their names begin with in tracebacks.
    pub prefix: String,
}

impl Place {
    /// Finds the modules beside the script.
    pub fn finder(&self) -> FindModule {
        let (folder, prefix) = (self.folder.clone(), self.prefix.clone());
        Arc::new(move |inside, name| find_in(&folder, &prefix, inside, name))
    }
}

/// A script that compiles and imports only what there is.
pub struct Ready {
    /// It.
    pub script: Script,
    /// Where it came from.
    pub place: Place,
}

/// Reads the script that the command line names. Says on stderr why it cannot, and gives the exit
/// status for that.
pub fn read(args: &ScriptArgs, terminal: Terminal) -> Result<Text, u8> {
    if args.code.is_none() && args.words.is_empty() {
        return Err(wrong_usage(
            "the following required arguments were not provided:\n  <SCRIPT [ARGS]...>",
        ));
    }
    if let (None, Some(word)) = (&args.code, args.words.first()) {
        refuse_option(&word.to_string_lossy())?;
    }
    let mut words = args
        .words
        .iter()
        .map(|word| word.to_string_lossy().into_owned());
    let (name, first, bytes) = match &args.code {
        Some(code) => (
            "<string>".to_string(),
            "-c".to_string(),
            code.clone().into_bytes(),
        ),
        None => {
            let file = words.next().unwrap_or_else(|| "-".into());
            let bytes = match file.as_str() {
                "-" => read_stdin()?,
                _ => read_file(Path::new(&args.words[0]))?,
            };
            let name = if file == "-" {
                "<stdin>".into()
            } else {
                file.clone()
            };
            (name, file, bytes)
        }
    };
    let place = place_of(&name, std::iter::once(first).chain(words).collect());
    let is_code = args.code.is_some();
    let (source, cells) = match name.rsplit('.').next() {
        Some("md" | "markdown") if !is_code => {
            extract(course::markdown, &name, bytes, args, terminal)?
        }
        Some("ipynb") if !is_code => extract(course::notebook, &name, bytes, args, terminal)?,
        _ if !args.block.is_empty() => {
            return Err(wrong_usage("--block is for Markdown files and notebooks"));
        }
        _ => {
            let text = decode(&name, bytes)?;
            let source = Source::new(name, text);
            let all = Span::new(0, source.text.len());
            (source, vec![all])
        }
    };
    Ok(Text {
        source,
        place,
        shown: if args.echo { cells } else { Vec::new() },
    })
}

/// The Python in course material.
fn extract(
    how: fn(&str, &str, &[String]) -> Result<Course, Problem>,
    name: &str,
    bytes: Vec<u8>,
    args: &ScriptArgs,
    terminal: Terminal,
) -> Result<(Source, Vec<Span>), u8> {
    let text = String::from_utf8(bytes)
        .map_err(|_| diagnostics::fail(&format!("'{name}' is not encoded in UTF-8")))?;
    match how(name, &text, &args.block) {
        Ok(course) => Ok((course.source, course.cells)),
        Err(Problem::File(message)) => Err(diagnostics::fail(&message)),
        Err(Problem::Refused {
            feature,
            source,
            span,
            help,
        }) => {
            let refusal = Refusal {
                feature: &feature,
                source: &source,
                span,
                label: "",
                note: "nothing was run",
                help,
            };
            Err(refusal.say(terminal))
        }
    }
}

/// What begins with a dash is an option that there is not.
fn refuse_option(word: &str) -> Result<(), u8> {
    if word == "-" || !word.starts_with('-') {
        return Ok(());
    }
    let help = match word {
        "-m" => "gilscope runs a module by its file: `gilscope module.py`",
        _ => "options stand before the script; a script of such a name is run as `./-name`",
    };
    Err(wrong_usage(&format!(
        "unexpected option '{word}'\n\n  help: {help}"
    )))
}

fn place_of(name: &str, argv: Vec<String>) -> Place {
    let is_file = !name.starts_with('<');
    let prefix = match name.rfind('/') {
        Some(slash) if is_file => name[..=slash].to_string(),
        _ => String::new(),
    };
    let folder = if prefix.is_empty() {
        PathBuf::from(".")
    } else {
        PathBuf::from(&prefix)
    };
    Place {
        argv,
        folder,
        prefix,
    }
}

fn read_stdin() -> Result<Vec<u8>, u8> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(diagnostics::fail(&format!(
            "can't read standard input: {error}"
        ))),
    }
}

/// The most that a script may be long: offsets into it take 32 bits.
const LONGEST: u64 = 1 << 30;

fn read_file(file: &Path) -> Result<Vec<u8>, u8> {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let shown = absolute.display();
    if file.is_dir() {
        return Err(diagnostics::fail(&format!(
            "can't find '__main__' module in '{shown}'"
        )));
    }
    let length = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    if length > LONGEST {
        return Err(diagnostics::fail(&format!(
            "'{shown}' is longer than 1 GiB"
        )));
    }
    std::fs::read(file).map_err(|error| {
        let reason = match (error.kind(), error.raw_os_error()) {
            (ErrorKind::NotFound, _) => "[Errno 2] No such file or directory".to_string(),
            (ErrorKind::PermissionDenied, _) => "[Errno 13] Permission denied".to_string(),
            (_, Some(number)) => {
                let text = error.to_string();
                let text = text.split(" (os error").next().unwrap_or_default();
                format!("[Errno {number}] {text}")
            }
            _ => error.to_string(),
        };
        diagnostics::fail(&format!("can't open file '{shown}': {reason}"))
    })
}

/// The text in these bytes; what is wrong with them is said in CPython's words.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String, u8> {
    if let Some(encoding) = declared_encoding(&bytes) {
        return Err(diagnostics::refuse_plainly(&format!(
            "the encoding declaration `{encoding}` is valid Python, but not in gilscope's subset",
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let (line, byte) = (1 + bytes[..valid].iter().filter(|b| **b == b'\n').count(), bytes[valid]);
        let place = format!("file {name}");
        diagnostics::say(&format!(
            "SyntaxError: Non-UTF-8 code starting with '\\x{byte:02x}' in {place} on line {line}, but \
             no encoding declared; see https://peps.python.org/pep-0263/ for details\n",
        ));
        1
    })?;
    let Some(nul) = text.find('\0') else {
        return Ok(text);
    };
    let line = 1 + text[..nul].matches('\n').count();
    let shown = text.lines().nth(line - 1).unwrap_or_default();
    let shown = shown.split('\0').next().unwrap_or_default().trim_start();
    diagnostics::say(&format!(
        "  File \"{name}\", line {line}\n    {shown}\nSyntaxError: source code cannot contain null \
         bytes\n",
    ));
    Err(1)
}

/// The encoding that a comment in the first two lines declares, if it is not UTF-8 or ASCII.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|b| *b == b'\n').take(2) {
        let line = String::from_utf8_lossy(line);
        let comment = line.trim_start().strip_prefix('#');
        let Some(comment) = comment else {
            if line.trim().is_empty() {
                continue;
            }
            return None;
        };
        let Some((_, rest)) = comment.split_once("coding") else {
            continue;
        };
        let Some(rest) = rest.strip_prefix([':', '=']) else {
            continue;
        };
        let is_part = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
        let name: String = rest.trim_start().chars().take_while(is_part).collect();
        let plain = name.to_ascii_lowercase().replace('_', "-");
        let is_utf8 = ["utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii", ""];
        return (!is_utf8.contains(&plain.as_str())).then_some(name);
    }
    None
}

/// A script that is named by its file, the first of `words`; the others are its arguments. Says on stderr
/// what is wrong, and gives the exit status for that.
pub fn file(words: Vec<OsString>, terminal: Terminal) -> Result<Ready, u8> {
    let args = ScriptArgs {
        code: None,
        block: Vec::new(),
        echo: false,
        words,
    };
    read(&args, terminal).and_then(|text| compile(text, terminal))
}

/// A script whose text is known, as if it had been read from this file.
pub fn known(file: &str, text: &str) -> Text {
    Text {
        source: Source::new(file, text),
        place: place_of(file, vec![file.to_string()]),
        shown: Vec::new(),
    }
}

/// Compiles a text and looks at its imports. Says on stderr what is wrong, and gives the exit status
/// for that.
pub fn compile(text: Text, terminal: Terminal) -> Result<Ready, u8> {
    let place = text.place;
    let shown = |tree: &_| last_expressions(tree, &text.shown);
    let script = Script::compile_showing(text.source, shown)
        .map_err(|error| diagnostics::compile_error(&error.0, &error.1, terminal))?;
    match obstacle(&script.code, &*place.finder()) {
        Some(obstacle) => Err(diagnostics::obstacle(&obstacle, terminal)),
        None => Ok(Ready { script, place }),
    }
}

/// Exit status for a wrong command line.
pub fn wrong_usage(message: &str) -> u8 {
    diagnostics::say(&format!(
        "error: {message}\n\nFor more information, try '--help'.\n"
    ));
    status::USAGE
}
