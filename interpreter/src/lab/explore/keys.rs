//! What the keys of `gilscope explore --json` mean; `lab::schema` tells it.

/// Name and version of the format.
pub const SCHEMA: &str = "gilscope.explore/1";

/// A key and what it means; `[]` is an item of a list.
pub const KEYS: &[(&str, &str)] = &[
    (
        "schema",
        "name and version of this format; the version grows when a key changes its meaning or goes",
    ),
    ("script", "the script's name"),
    ("safe_points", "where threads were switched"),
    (
        "mode",
        "how schedules were chosen: `classes`, `preemptions N`, `random`, `pct D`",
    ),
    ("schedules", "schedules that were tried"),
    (
        "redundant",
        "schedules that were begun, and given up as they had nothing new",
    ),
    ("events", "events of the longest one"),
    ("exhaustive", "whether nothing is left to try"),
    (
        "diverged",
        "whether the same decisions have led to different executions: then the search was given up",
    ),
    ("samples", "random schedules that estimate probabilities"),
    ("carried_out", "schedules that had to be carried out"),
    ("recalled", "schedules that were made of known steps"),
    (
        "not_recalled_for",
        "why no schedule was believed to be made of known steps; null if they were",
    ),
    (
        "faults",
        "what is wrong: `deadlock`, `exception`, `endless`, `leak`, `differs`, `race`",
    ),
    ("endings", "the endings; the usual schedule's first"),
    ("endings[].kind", "`done`, or the fault that it is"),
    ("endings[].title", "the ending in a few words"),
    ("endings[].output", "standard output"),
    (
        "endings[].errors",
        "what exceptions say that nobody has caught",
    ),
    ("endings[].status", "the exit status"),
    ("endings[].leaked", "objects that have leaked"),
    (
        "endings[].waiting",
        "the threads that wait for ever, or go round in circles, and where; null otherwise",
    ),
    (
        "endings[].usual",
        "whether it is that of the schedule in which nobody is interrupted",
    ),
    ("endings[].schedules", "how many of the schedules led to it"),
    ("endings[].sampled", "how many of the samples did"),
    (
        "endings[].preemptions",
        "pre-emptions of the shortest schedule found that leads to it",
    ),
    (
        "endings[].mishap",
        "the word for what goes wrong, if its steps were told: `lost update`, `check-then-act`, `lost wake-up`",
    ),
    (
        "races",
        "pairs of accesses that nothing orders, as the search has met them",
    ),
    ("races[].lines", "the two lines"),
    ("races[].texts", "what stands there"),
    ("races[].deeds", "the two instructions"),
    ("races[].threads", "the two threads"),
    (
        "race_reports",
        "the same by variable and line, as in `gilscope run --races`",
    ),
    (
        "race_reports[].variable",
        "what the variable is called there",
    ),
    (
        "race_reports[].compound",
        "`read-modify-write`, `check-then-act` or null",
    ),
    ("race_reports[].help", "the lock that would order them"),
    ("race_reports[].sides", "the two sides"),
    ("race_reports[].sides[].thread", "the thread's name"),
    ("race_reports[].sides[].does", "what it does"),
    ("race_reports[].sides[].locks", "the locks that it holds"),
    (
        "race_reports[].sides[].stack",
        "where, and the calls that led there",
    ),
    ("race_reports[].sides[].stack[].file", "the file"),
    ("race_reports[].sides[].stack[].line", "the line in it"),
    ("race_reports[].sides[].stack[].function", "the function"),
    ("race_reports[].sides[].stack[].text", "what stands there"),
    ("lock_orders", "locks that are taken in a circle"),
    ("lock_orders[][].thread", "the thread's name"),
    (
        "lock_orders[][].lines",
        "where it took the one lock, and where then the other",
    ),
    ("lock_orders[][].texts", "what stands there"),
    ("verdicts", "what can happen on which runtimes"),
    ("verdicts[].runtimes", "the runtimes"),
    ("verdicts[].safe_points", "where they switch threads"),
    (
        "verdicts[].exhaustive",
        "whether all their schedules were tried",
    ),
    ("verdicts[].schedules", "schedules that were tried for them"),
    (
        "verdicts[].preemptions",
        "for each ending, pre-emptions of the shortest schedule there; null where none was found",
    ),
    (
        "verdicts[].turns",
        "for each ending, whose turn it is one after another in that schedule; or null",
    ),
    ("oracle", "what the Pythons of --oracle did"),
    ("oracle[].python", "which one"),
    ("oracle[].endings", "how the script ended there"),
    ("oracle[].endings[].title", "the ending in a few words"),
    ("oracle[].endings[].count", "how often"),
    (
        "oracle[].endings[].reachable",
        "whether it can be had there, as far as is known; null where that is not",
    ),
    (
        "oracle[].endings[].contradicts",
        "whether it was seen and cannot be: a bug of gilscope",
    ),
];
